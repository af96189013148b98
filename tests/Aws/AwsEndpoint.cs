using System.Diagnostics;
using System.Globalization;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Testing;

namespace MyArch.Testing;

/// <summary>
/// A real SQS and S3 endpoint for tests, on loopback with data of its own. It can be killed and comes back with what it acknowledged. Clients take any credential, region <c>us-east-1</c>,
/// and path style for S3.
/// </summary>
public sealed class AwsEndpoint : IAsyncLifetime
{
    private const string Name = "aws";
    private static readonly string[] NoArguments = [];
    private static readonly TimeSpan StartTimeout = TimeSpan.FromMinutes(2);

    private readonly IDistributedApplicationTestingBuilder _builder = DistributedApplicationTestingBuilder.Create(NoArguments);
    private DistributedApplication? _app;

    /// <summary>The endpoint's address. It stays the same when the endpoint comes back.</summary>
    public Uri Url { get; private set; } = new("http://unset");

    private DistributedApplication App => _app ?? throw new InvalidOperationException("The endpoint is not started.");

    public async Task InitializeAsync()
    {
        // Not proxied: a proxy would accept connections while the endpoint is down.
        _builder.AddContainer(Name, "kibertoad/fauxqs", "2.4.1")
            .WithHttpEndpoint(targetPort: 4566, name: "http", port: FreePort.Find(), isProxied: false)
            .WithHttpHealthCheck("/health")
            .WithEnvironment("FAUXQS_PERSISTENCE", "true")
            .WithVolume("data", "/data");
        using var deadline = new CancellationTokenSource(StartTimeout);
        _app = await _builder.BuildAsync(deadline.Token);
        await _app.StartAsync(deadline.Token);
        await _app.ResourceNotifications.WaitForResourceHealthyAsync(Name, deadline.Token);
        Url = _app.GetEndpoint(Name, "http");
    }

    /// <summary>Kills the endpoint as <c>kill -9</c> does, and returns when it is gone.</summary>
    public async Task KillAsync()
    {
        App.ResourceNotifications.TryGetCurrentState(Name, out var current);
        var id = current!.Snapshot.Properties.Single(static property => property.Name == "executable.pid").Value;
        using var process = Process.GetProcessById(Convert.ToInt32(id, CultureInfo.InvariantCulture));
        process.Kill(entireProcessTree: true);
        await App.ResourceNotifications.WaitForResourceAsync(Name, KnownResourceStates.TerminalStates);
    }

    /// <summary>Starts the endpoint again, and returns when it answers.</summary>
    public async Task StartAsync()
    {
        using var deadline = new CancellationTokenSource(StartTimeout);
        var result = await App.ResourceCommands.ExecuteCommandAsync(Name, KnownResourceCommands.StartCommand, deadline.Token);
        result.Success.ShouldBeTrue(result.Message);
        await App.ResourceNotifications.WaitForResourceHealthyAsync(Name, deadline.Token);
    }

    public async Task DisposeAsync() => await _builder.DisposeAsync();
}
