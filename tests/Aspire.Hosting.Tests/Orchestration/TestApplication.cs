using System.Collections.Concurrent;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Tests.Processes;
using Aspire.Hosting.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Tests.Orchestration;

/// <summary>An application of one test: its builder, and once it is started its states, logs and commands.</summary>
internal sealed class TestApplication : IAsyncDisposable
{
    private static readonly string[] NoArguments = [];

    private readonly ConcurrentQueue<string> _log = new();
    private readonly ConcurrentQueue<(string Resource, string? State)> _states = new();
    private readonly CancellationTokenSource _deadline = new(TimeSpan.FromMinutes(2));
    private DistributedApplication? _app;
    private Task _watching = Task.CompletedTask;

    public TestApplication(params string[] args)
    {
        Builder = DistributedApplicationTestingBuilder.Create(args.Length == 0 ? NoArguments : args);
        Builder.Services.AddLogging(logging => logging.ClearProviders().AddProvider(new QueueLoggerProvider(_log)));
    }

    public IDistributedApplicationTestingBuilder Builder { get; }

    public CancellationToken Deadline => _deadline.Token;

    public DistributedApplication App => _app ?? throw new InvalidOperationException("Start the application first.");

    /// <summary>What the host logged.</summary>
    public IReadOnlyCollection<string> HostLog => _log;

    public async Task StartAsync()
    {
        _app = await Builder.BuildAsync(Deadline);
        _watching = WatchAsync(_app.ResourceNotifications);
        await _app.StartAsync(Deadline);
    }

    /// <summary>A script for /bin/sh as a resource.</summary>
    public IResourceBuilder<ExecutableResource> AddScript(string name, string script) => Builder.AddExecutable(name, "/bin/sh", "/", "-c", script);

    public IResourceBuilder<ProjectResource> AddService(string name) =>
        Builder.AddProject<Projects.Sample_Service>(name, o => o.ExcludeLaunchProfile = true).WithHttpEndpoint(isProxied: false);

    public CustomResourceSnapshot Snapshot(string resource) =>
        App.ResourceNotifications.TryGetCurrentState(resource, out var current) ? current.Snapshot : throw new InvalidOperationException($"'{resource}' has no state.");

    public async Task<CustomResourceSnapshot> ReachesAsync(string resource, string state) =>
        (await App.ResourceNotifications.WaitForResourceAsync(resource, e => e.Snapshot.State?.Text == state, Deadline)).Snapshot;

    public Task<ResourceEvent> HealthyAsync(string resource) => App.ResourceNotifications.WaitForResourceHealthyAsync(resource, Deadline);

    public Task<ExecuteCommandResult> ExecuteAsync(string resource, string command) => App.ResourceCommands.ExecuteCommandAsync(resource, command, Deadline);

    /// <summary>The resource's lines so far, without their times.</summary>
    public IReadOnlyList<string> Lines(string resource) => App.Services.GetRequiredService<ResourceLoggerService>().LogOf(resource).Last(int.MaxValue);

    /// <summary>The states that a resource has gone through, each once in a row.</summary>
    public IReadOnlyList<string> StatesOf(string resource)
    {
        var states = new List<string>();
        foreach (var (_, state) in _states.Where(s => s.Resource == resource))
        {
            if (state is not null && states.LastOrDefault() != state)
            {
                states.Add(state);
            }
        }

        return states;
    }

    public static int Pid(CustomResourceSnapshot snapshot) => (int)snapshot.Properties.Single(p => p.Name == "executable.pid").Value!;

    public static bool IsAlive(int pid) => LinuxProcess.IsAlive(pid);

    public async ValueTask DisposeAsync()
    {
        await Builder.DisposeAsync();
        await _watching;
        _deadline.Dispose();
    }

    private async Task WatchAsync(ResourceNotificationService notifications)
    {
        await foreach (var change in notifications.WatchAsync(CancellationToken.None))
        {
            _states.Enqueue((change.Resource.Name, change.Snapshot.State?.Text));
        }
    }
}
