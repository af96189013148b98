using System.Globalization;
using System.Text.RegularExpressions;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using MyArch.AppHost.AutoScaling;

namespace MyArch.AppHost.Tests.Model;

/// <summary>The map itself: what each environment consists of.</summary>
public sealed class AppModelTests : IDisposable
{
    private readonly TemporaryDirectory _state = new();

    public void Dispose() => _state.Dispose();

    [Theory]
    [InlineData("dev")]
    [InlineData("test")]
    [InlineData("prod")]
    public async Task The_model_is_the_one_written_down(string environment)
    {
        await using var builder = await AppModel.CreateAsync(environment, _state.Path);
        var seen = AppModel.Describe(builder.Resources);
        var file = Path.Combine(AppContext.BaseDirectory, "Model", $"AppModel.{environment}.verified.txt");

        var expected = File.Exists(file) ? await File.ReadAllTextAsync(file) : "";

        seen.ShouldBe(expected, $"If the change is meant, this is the new content of tests/AppHost.Tests/Model/AppModel.{environment}.verified.txt:\n{seen}");
    }

    [Fact]
    public async Task Every_process_of_ours_has_a_health_check_and_endpoints_without_a_proxy()
    {
        await using var builder = await AppModel.CreateAsync("prod", _state.Path);
        foreach (var project in builder.Resources.OfType<ProjectResource>())
        {
            project.Annotations.OfType<HealthCheckAnnotation>().ShouldNotBeEmpty(project.Name);
            project.Annotations.OfType<EndpointAnnotation>().ShouldNotBeEmpty(project.Name);
            project.Annotations.OfType<EndpointAnnotation>().ShouldAllBe(static endpoint => !endpoint.IsProxied, project.Name);
        }
    }

    [Fact]
    public async Task Instances_above_the_desired_number_wait_for_a_command_and_are_no_targets()
    {
        await using var builder = await AppModel.CreateAsync("prod", _state.Path, "--Topology:Environments:prod:Groups:time:Desired=4");
        var group = builder.Resources.OfType<AutoScalingGroupResource>().Single(static group => group.Name == "time");

        group.Instances.Where(static instance => instance.StartsWithTheSystem).Select(static instance => instance.Project.Name)
            .ShouldBe(["time-a1", "time-b1", "time-c1", "time-a2"]);
        foreach (var instance in group.Instances)
        {
            instance.Project.Annotations.OfType<ExplicitStartupAnnotation>().Any().ShouldBe(!instance.StartsWithTheSystem, instance.Project.Name);
        }
    }

    [Fact]
    public async Task Every_instance_says_its_zone_before_it_is_started()
    {
        await using var builder = await AppModel.CreateAsync("prod", _state.Path);
        foreach (var instance in builder.Resources.OfType<AutoScalingGroupResource>().SelectMany(static group => group.Instances))
        {
            foreach (var process in new[] { instance.Project, instance.App }.Distinct())
            {
                var first = process.Annotations.OfType<ResourceSnapshotAnnotation>().ShouldHaveSingleItem().InitialSnapshot;
                first.ResourceType.ShouldBe("Project");
                first.State.ShouldBeNull("Aspire says whether it is started.");
                first.Properties.ShouldHaveSingleItem().ShouldBe(new ResourcePropertySnapshot("cloud.availability_zone", instance.Zone));
            }
        }
    }

    [Fact]
    public async Task Nothing_waits_for_a_resource_that_starts_by_command_only()
    {
        await using var builder = await AppModel.CreateAsync("prod", _state.Path);
        builder.Resources.SelectMany(static resource => resource.Annotations.OfType<WaitAnnotation>())
            .ShouldAllBe(static wait => !wait.Resource.Annotations.OfType<ExplicitStartupAnnotation>().Any());
    }

    [Theory]
    [InlineData("dev")]
    [InlineData("test")]
    [InlineData("prod")]
    [InlineData("prod", "--Topology:Environments:prod:Groups:catalog:Max=15")]
    public async Task All_pools_and_monitors_of_all_instances_fit_into_the_connections_of_a_server(string environment, params string[] settings)
    {
        await using var builder = await AppModel.CreateAsync(environment, _state.Path, settings);
        var connections = 0;
        foreach (var store in builder.Resources.OfType<ConnectionStringResource>())
        {
            var pool = Regex.Match(store.ConnectionStringExpression.ValueExpression, "Maximum Pool Size=([0-9]+)");
            if (pool.Success)
            {
                var instances = builder.Resources.OfType<ProjectResource>().Count(project => project.Annotations.OfType<ResourceRelationshipAnnotation>().Any(to => to.Resource == store));
                instances.ShouldBePositive(store.Name);
                // The monitor has up to two beside the pool.
                connections += instances * (int.Parse(pool.Groups[1].ValueSpan, CultureInfo.InvariantCulture) + 2);
            }
        }

        // PostgreSQL has 100, three of them for the administrator alone; the host's health checks and a psql want some, too.
        connections.ShouldBeInRange(1, 90);
    }

    [Theory]
    [InlineData("--Topology:Environment=production", "dev, prod, test")]
    [InlineData("--Topology:Environments:prod:Groups:time:Min=0", "1 <= Min <= Desired <= Max")]
    [InlineData("--Topology:Environments:prod:Groups:time:Max=many", "cannot be read")]
    [InlineData("--Topology:Environments:prod:Groups:catalog:Max=16", "may have 22 instances with a database, and PostgreSQL has connections for 21")]
    [InlineData("--Gateway:Port=99999", "Gateway:Port")]
    public async Task A_setting_that_cannot_be_is_refused_in_words(string setting, string expected) =>
        (await Should.ThrowAsync<StartupException>(() => AppModel.CreateAsync("prod", _state.Path, setting))).Message.ShouldContain(expected);
}
