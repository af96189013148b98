using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.DependencyInjection;

namespace Aspire.Hosting.Tests.Model;

public sealed class BuilderTests
{
    [Fact]
    public void Configuration_is_read_from_the_host_folder_the_environment_and_the_command_line_in_that_order()
    {
        using var directory = new TemporaryDirectory();
        File.WriteAllText(directory.Combine("appsettings.json"), """{ "One": "file", "Two": "file", "Three": "file" }""");
        Environment.SetEnvironmentVariable("BUILDERTESTS_UNUSED", "x");
        Environment.SetEnvironmentVariable("Two", "variable");
        Environment.SetEnvironmentVariable("Three", "variable");
        var builder = DistributedApplication.CreateBuilder(new DistributedApplicationOptions { ProjectDirectory = directory.Path, Args = ["--Three", "argument"] });
        builder.AppHostDirectory.ShouldBe(directory.Path);
        (builder.Configuration["One"], builder.Configuration["Two"], builder.Configuration["Three"]).ShouldBe(("file", "variable", "argument"));
        builder.ExecutionContext.IsRunMode.ShouldBeTrue();
    }

    [Fact]
    public void Relative_paths_start_at_the_host_folder()
    {
        using var directory = new TemporaryDirectory();
        var builder = DistributedApplication.CreateBuilder(new DistributedApplicationOptions { ProjectDirectory = directory.Path });
        builder.AddExecutable("tool", "sleep", "../x").Resource.WorkingDirectory.ShouldBe(Path.Combine(Path.GetDirectoryName(directory.Path)!, "x"));
        var container = builder.AddContainer("c", "redis").WithBindMount("conf/redis.conf", "/etc/redis.conf", isReadOnly: true).WithVolume("data", "/data");
        container.Resource.TryGetContainerMounts(out var mounts).ShouldBeTrue();
        mounts!.Select(m => (m.Source, m.Target, m.Type, m.IsReadOnly)).ShouldBe(
            [(directory.Combine("conf", "redis.conf"), "/etc/redis.conf", ContainerMountType.BindMount, true), ("data", "/data", ContainerMountType.Volume, false)]);
    }

    [Fact]
    public void A_generated_volume_name_is_stable_and_differs_between_folders()
    {
        using var one = new TemporaryDirectory();
        using var two = new TemporaryDirectory();
        Name(one).ShouldBe(Name(one));
        Name(one).ShouldNotBe(Name(two));
        Name(one).ShouldEndWith("-cache-data");

        static string Name(TemporaryDirectory directory) => VolumeNameGenerator.Generate(
            DistributedApplication.CreateBuilder(new DistributedApplicationOptions { ProjectDirectory = directory.Path }).AddContainer("cache", "redis"), "data");
    }

    [Theory]
    [InlineData("redis", null, "redis", "latest")]
    [InlineData("redis:7", null, "redis", "7")]
    [InlineData("localhost:5000/redis", "7", "localhost:5000/redis", "7")]
    public void An_image_may_carry_its_tag(string image, string? tag, string expectedImage, string expectedTag)
    {
        var builder = DistributedApplication.CreateBuilder();
        var container = tag is null ? builder.AddContainer("c", image) : builder.AddContainer("c", image, tag);
        var annotation = container.Resource.Annotations.OfType<ContainerImageAnnotation>().Single();
        (annotation.Image, annotation.Tag).ShouldBe((expectedImage, expectedTag));
        container.WithImageTag("8");
        annotation.Tag.ShouldBe("8");
    }

    [Fact]
    public void The_engine_is_quiet_unless_the_configuration_says_otherwise()
    {
        var builder = DistributedApplication.CreateBuilder(["--Logging:LogLevel:Microsoft=Debug"]);
        builder.Configuration["Logging:LogLevel:Microsoft"].ShouldBe("Debug");
        builder.Configuration["Logging:LogLevel:System"].ShouldBe("Warning");
        builder.Services.ShouldContain(s => s.ServiceType == typeof(ResourceCommandService) && s.Lifetime == ServiceLifetime.Singleton);
    }
}
