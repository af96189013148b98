using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Aspire.Hosting.Tests.Model;

public sealed class ModelTests
{
    [Theory]
    [InlineData("")]
    [InlineData("1st")]
    [InlineData("a_b")]
    [InlineData("a b")]
    [InlineData("a--b")]
    [InlineData("a-")]
    [InlineData("ä")]
    [InlineData("a2345678901234567890123456789012345678901234567890123456789012345")]
    public void Names_that_could_not_be_parts_of_host_names_are_refused(string name)
    {
        using var builder = DistributedApplicationTestingBuilder.Create();
        Should.Throw<ArgumentException>(() => builder.AddParameter(name));
    }

    [Fact]
    public void Names_are_unique_without_regard_to_case()
    {
        using var builder = DistributedApplicationTestingBuilder.Create();
        builder.AddParameter("store");
        var failure = Should.Throw<DistributedApplicationException>(() => builder.AddContainer("Store", "redis"));
        failure.Message.ShouldContain("'Store' (ContainerResource)");
        failure.Message.ShouldContain("'store' (ParameterResource)");
        builder.Resources.TryGetByName("STORE", out var found).ShouldBeTrue();
        found!.Name.ShouldBe("store");
    }

    [Fact]
    public async Task A_circle_of_waits_is_refused_before_anything_starts()
    {
        await using var builder = DistributedApplicationTestingBuilder.Create();
        var a = builder.AddExecutable("a", "sleep", "/", "1000");
        var b = builder.AddExecutable("b", "sleep", "/", "1000").WaitFor(a);
        var c = builder.AddExecutable("c", "sleep", "/", "1000").WaitForStart(b);
        a.WaitForCompletion(c);
        await using var app = await builder.BuildAsync();
        var failure = await Should.ThrowAsync<DistributedApplicationException>(() => app.StartAsync());
        failure.Message.ShouldContain("'a' waits for 'c' waits for 'b' waits for 'a'");
        app.ResourceNotifications.TryGetCurrentState("a", out _).ShouldBeFalse();
    }

    [Fact]
    public async Task All_errors_of_a_model_are_told_at_once()
    {
        await using var builder = DistributedApplicationTestingBuilder.Create();
        builder.AddExecutable("a", "sleep", "/").WithHealthCheck("unknown-check");
        builder.Resources.Add(new ParameterResource("A", _ => ""));
        builder.AddExecutable("b", "sleep", "/").WaitFor(builder.CreateResourceBuilder(new ParameterResource("outside", _ => "")));
        await using var app = await builder.BuildAsync();
        var failure = await Should.ThrowAsync<DistributedApplicationException>(() => app.StartAsync());
        failure.Message.ShouldContain("unknown-check");
        failure.Message.ShouldContain("'a'");
        failure.Message.ShouldContain("'outside'");
    }

    [Fact]
    public void Nothing_can_wait_for_itself_or_for_the_parent_that_it_starts_with()
    {
        using var builder = DistributedApplicationTestingBuilder.Create();
        var a = builder.AddExecutable("a", "sleep", "/");
        Should.Throw<DistributedApplicationException>(() => a.WaitFor(a));
        var child = builder.AddResource(new Child("child", a.Resource));
        Should.Throw<DistributedApplicationException>(() => child.WaitFor(a));
    }

    [Fact]
    public void Waiting_for_a_child_is_waiting_for_its_parent_too()
    {
        using var builder = DistributedApplicationTestingBuilder.Create();
        var server = builder.AddExecutable("server", "sleep", "/");
        var child = builder.AddResource(new Child("child", server.Resource));
        var client = builder.AddExecutable("client", "sleep", "/").WaitFor(child);
        client.Resource.Annotations.OfType<WaitAnnotation>().Select(w => w.Resource.Name).ShouldBe(["server", "child"]);
        client.Resource.Annotations.OfType<ResourceRelationshipAnnotation>().Select(r => (r.Resource.Name, r.Type)).ShouldBe([("child", "WaitFor")]);
    }

    [Fact]
    public void The_services_see_the_model_that_was_built()
    {
        using var builder = DistributedApplicationTestingBuilder.Create();
        builder.AddParameter("one");
        builder.AddContainer("two", "registry.example/team/redis:7.2").WithImageRegistry("mirror.example");
        builder.AddExecutable("three", "sleep", "/").ExcludeFromManifest();
        using var app = builder.Build();
        var model = app.Services.GetRequiredService<DistributedApplicationModel>();
        model.Resources.Select(r => r.Name).ShouldBe(["one", "two", "three"]);
        model.GetContainerResources().Single().TryGetContainerImageName(out var image).ShouldBeTrue();
        image.ShouldBe("mirror.example/registry.example/team/redis:7.2");
        model.GetExecutableResources().Single().Command.ShouldBe("sleep");
        builder.ExecutionContext.Services.GetRequiredService<DistributedApplicationModel>().ShouldBe(model);
    }

    [Fact]
    public void A_replaced_annotation_and_a_replaced_command_are_there_once()
    {
        using var builder = DistributedApplicationTestingBuilder.Create();
        var resource = builder.AddExecutable("a", "sleep", "/").WithExplicitStart().WithExplicitStart()
            .WithCommand("go", "Go", _ => Task.FromResult(CommandResults.Failure())).WithCommand("go", "Go on", _ => Task.FromResult(CommandResults.Success()));
        resource.Resource.Annotations.OfType<ExplicitStartupAnnotation>().Count().ShouldBe(1);
        resource.Resource.Annotations.OfType<ResourceCommandAnnotation>().Single().DisplayName.ShouldBe("Go on");
    }

    private sealed class Child(string name, ExecutableResource parent) : Resource(name), IResourceWithParent<ExecutableResource>, IResourceWithWaitSupport
    {
        public ExecutableResource Parent { get; } = parent;
    }
}
