using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Engine.Projects;
using Aspire.Hosting.Testing;

namespace Aspire.Hosting.Tests.Model;

public sealed class ProjectTests
{
    private const string Settings = """
        {
          // a comment
          "profiles": {
            "IIS": { "commandName": "IISExpress" },
            "http": { "commandName": "Project", "applicationUrl": "http://localhost:5001;https://localhost:5002", "commandLineArgs": "--a \"b c\"", "environmentVariables": { "FROM": "http" } },
            "other": { "commandName": "Project", "applicationUrl": "http://localhost:6001", "environmentVariables": { "FROM": "other" } },
          }
        }
        """;

    [Theory]
    [InlineData(null, "http", 5001)]
    [InlineData("other", "other", 6001)]
    public async Task A_project_takes_endpoints_and_environment_from_its_launch_profile(string? asked, string expected, int port)
    {
        using var directory = new TemporaryDirectory();
        await using var builder = DistributedApplicationTestingBuilder.Create();
        var project = builder.AddProject("web", Project(directory), o => o.LaunchProfileName = asked);
        project.Resource.GetEndpoint("http").EndpointAnnotation.Port.ShouldBe(port);
        var context = new EnvironmentCallbackContext(builder.ExecutionContext, project.Resource);
        foreach (var annotation in project.Resource.Annotations.OfType<EnvironmentCallbackAnnotation>())
        {
            await annotation.Callback(context);
        }

        context.EnvironmentVariables["FROM"].ShouldBe(expected);
        context.EnvironmentVariables["DOTNET_LAUNCH_PROFILE"].ShouldBe(expected);
    }

    [Fact]
    public void An_excluded_launch_profile_leaves_nothing_behind()
    {
        using var directory = new TemporaryDirectory();
        using var builder = DistributedApplicationTestingBuilder.Create();
        var project = builder.AddProject("web", Project(directory), o => o.ExcludeLaunchProfile = true);
        project.Resource.GetEndpoints().ShouldBeEmpty();
        project.Resource.Annotations.OfType<CommandLineArgsCallbackAnnotation>().ShouldBeEmpty();
    }

    [Fact]
    public void A_launch_profile_that_does_not_exist_is_an_error_that_names_those_that_do()
    {
        using var directory = new TemporaryDirectory();
        using var builder = DistributedApplicationTestingBuilder.Create();
        Should.Throw<DistributedApplicationException>(() => builder.AddProject("web", Project(directory), o => o.LaunchProfileName = "nope")).Message.ShouldContain("IIS, http, other");
    }

    [Theory]
    [InlineData("artifacts/bin/Web/release")]
    [InlineData("src/Web/bin/Release/net10.0")]
    public void A_project_without_recorded_output_is_found_where_the_sdk_puts_it(string output)
    {
        using var directory = new TemporaryDirectory();
        var project = Resource(directory);
        var folder = Directory.CreateDirectory(directory.Combine(output)).FullName;
        File.WriteAllText(Path.Combine(folder, "Web.dll"), "");
        File.WriteAllText(Path.Combine(folder, "Web.runtimeconfig.json"), "{}");
        var configuration = Configured("Release");
        var (program, arguments) = ProjectOutput.Find(project, configuration);
        program.ShouldBe("dotnet");
        arguments.ShouldBe([Path.Combine(folder, "Web.dll")]);
        File.WriteAllText(Path.Combine(folder, "Web"), "");
        ProjectOutput.Find(project, configuration).FileName.ShouldBe(Path.Combine(folder, "Web"));
    }

    [Fact]
    public void A_project_that_was_not_built_is_an_error_that_says_how_to_build_it()
    {
        using var directory = new TemporaryDirectory();
        Should.Throw<DistributedApplicationException>(() => ProjectOutput.Find(Resource(directory), Configured("Release"))).Message.ShouldContain("dotnet build -c Release");
    }

    [Theory]
    [InlineData("", new string[0])]
    [InlineData("a  b", new[] { "a", "b" })]
    [InlineData("--x \"b c\" \"\"", new[] { "--x", "b c", "" })]
    [InlineData("say \\\"hi\\\"", new[] { "say", "\"hi\"" })]
    public void Command_lines_of_launch_profiles_are_split_as_shells_do(string line, string[] expected) => CommandLine.Split(line).ShouldBe(expected);

    private static string Project(TemporaryDirectory directory)
    {
        var folder = Directory.CreateDirectory(directory.Combine("src", "Web")).FullName;
        Directory.CreateDirectory(Path.Combine(folder, "Properties"));
        File.WriteAllText(Path.Combine(folder, "Properties", "launchSettings.json"), Settings);
        var path = Path.Combine(folder, "Web.csproj");
        File.WriteAllText(path, "<Project Sdk=\"Microsoft.NET.Sdk.Web\" />");
        return path;
    }

    private static ProjectResource Resource(TemporaryDirectory directory)
    {
        var resource = new ProjectResource("web");
        resource.Annotations.Add(new ProjectMetadata(Project(directory)));
        return resource;
    }

    private static System.Reflection.Emit.AssemblyBuilder Configured(string configuration)
    {
        var constructor = typeof(System.Reflection.AssemblyConfigurationAttribute).GetConstructors().Single();
        return System.Reflection.Emit.AssemblyBuilder.DefineDynamicAssembly(
            new System.Reflection.AssemblyName("host"),
            System.Reflection.Emit.AssemblyBuilderAccess.Run,
            [new System.Reflection.Emit.CustomAttributeBuilder(constructor, [configuration])]);
    }
}
