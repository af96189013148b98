using System.Globalization;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Testing;
using MyArch.AppHost.AutoScaling;
using MyArch.AppHost.Worker;

namespace MyArch.AppHost.Tests.Model;

/// <summary>What the processes of the worker tier are told, and what can be asked of them.</summary>
public sealed class WorkerModelTests : IDisposable
{
    private static readonly string[] RemoteAws =
    [
        "--Aws:UseLocal=false",
        "--Aws:Region=eu-central-1",
        "--Aws:Queues:jobs=https://sqs.eu-central-1.amazonaws.com/123456789012/jobs",
        "--Aws:Queues:jobs-dlq=https://sqs.eu-central-1.amazonaws.com/123456789012/jobs-dlq",
        "--Aws:Buckets:media=media-123456789012",
    ];

    private readonly TemporaryDirectory _state = new();

    public void Dispose() => _state.Dispose();

    [Fact]
    public async Task The_tries_of_a_message_outlast_a_restart_of_the_database()
    {
        await using var builder = await AppModel.CreateAsync("prod", _state.Path);
        foreach (var instance in Workers(builder).Instances)
        {
            var daemon = await AppModel.VariablesOfAsync(instance.Project);
            var tries = int.Parse((string)daemon.GetValueOrDefault("Sqsd__MaxRetries", "10"), CultureInfo.InvariantCulture);
            var apart = TimeSpan.FromSeconds(int.Parse((string)daemon["Sqsd__ErrorVisibilityTimeout"], CultureInfo.InvariantCulture));

            // A server that recovers is back in a few minutes.
            ((tries - 1) * apart).ShouldBeGreaterThanOrEqualTo(TimeSpan.FromMinutes(5), instance.Project.Name);
        }
    }

    [Fact]
    public async Task A_thumbnail_ends_before_the_daemon_gives_it_up_also_when_the_clock_runs_fast()
    {
        // The real daemon's default, divided by the default of Clock:Speed and rounded up.
        const int Inactivity = 10;
        await using var builder = await AppModel.CreateAsync("prod", _state.Path);
        foreach (var instance in Workers(builder).Instances)
        {
            var app = await AppModel.VariablesOfAsync(instance.App);

            (Time(app, "Thumbnails__MaxWait") + Time(app, "Thumbnails__Timeout")).ShouldBeLessThan(TimeSpan.FromSeconds(Inactivity), instance.App.Name);
        }
    }

    [Fact]
    public async Task Receives_wait_for_a_second_where_they_cost_nothing()
    {
        await using var builder = await AppModel.CreateAsync("dev", _state.Path);
        (await AppModel.VariablesOfAsync(Workers(builder).Instances[0].Project))["Sqsd__WaitTimeSeconds"].ShouldBe("1");
    }

    [Fact]
    public async Task Receives_wait_as_long_as_they_can_in_AWS()
    {
        await using var builder = await AppModel.CreateAsync("dev", _state.Path, RemoteAws);
        (await AppModel.VariablesOfAsync(Workers(builder).Instances[0].Project)).Keys.ShouldNotContain("Sqsd__WaitTimeSeconds");
    }

    [Fact]
    public async Task Every_daemon_can_be_drained_and_no_other_process()
    {
        string[] expected = [DrainCommands.Drain, DrainCommands.Pause, DrainCommands.Resume];
        await using var builder = await AppModel.CreateAsync("prod", _state.Path);
        var daemons = Workers(builder).Instances.Select(static instance => instance.Project).ToList();
        foreach (var project in builder.Resources.OfType<ProjectResource>())
        {
            project.Annotations.OfType<ResourceCommandAnnotation>().Select(static command => command.Name).Intersect(expected).Order()
                .ShouldBe(daemons.Contains(project) ? expected : [], ignoreOrder: false, project.Name);
        }
    }

    private static AutoScalingGroupResource Workers(IDistributedApplicationTestingBuilder builder) =>
        builder.Resources.OfType<AutoScalingGroupResource>().Single(static group => group.Name == "worker");

    private static TimeSpan Time(Dictionary<string, object> variables, string name) => TimeSpan.Parse((string)variables[name], CultureInfo.InvariantCulture);
}
