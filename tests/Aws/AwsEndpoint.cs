using System.Diagnostics;
using System.Globalization;
using System.Text;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace MyArch.Testing;

/// <summary>
/// A real SQS and S3 endpoint for tests, on loopback with data of its own. It can be killed and comes back with what it acknowledged. Clients take any credential, region <c>us-east-1</c>,
/// and path style for S3.
/// </summary>
public sealed class AwsEndpoint : IAsyncLifetime
{
    private const string Name = "aws";
    private const int LinesInMessages = 20;
    private static readonly string[] NoArguments = [];
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(2);

    private readonly IDistributedApplicationTestingBuilder _builder = DistributedApplicationTestingBuilder.Create(NoArguments);
    private DistributedApplication? _app;
    private bool _isKilled;

    /// <summary>The endpoint's address. It stays the same when the endpoint comes back.</summary>
    public Uri Url { get; private set; } = new("http://unset");

    private DistributedApplication App => _app ?? throw new InvalidOperationException("The endpoint is not started.");

    private CustomResourceSnapshot State => App.ResourceNotifications.TryGetCurrentState(Name, out var current) ? current.Snapshot : throw new InvalidOperationException("The endpoint has no state.");

    private bool IsOver => KnownResourceStates.TerminalStates.Contains(State.State?.Text);

    public async Task InitializeAsync()
    {
        // Not proxied: a proxy would accept connections while the endpoint is down. No port by number: one that the host finds stays its own, also while nobody listens.
        _builder.AddContainer(Name, "kibertoad/fauxqs", "2.4.1")
            .WithHttpEndpoint(targetPort: 4566, name: "http", isProxied: false)
            .WithHttpHealthCheck("/health")
            .WithEnvironment("FAUXQS_PERSISTENCE", "true")
            .WithVolume("data", "/data");
        using var deadline = new CancellationTokenSource(Deadline);
        _app = await _builder.BuildAsync(deadline.Token);
        await _app.StartAsync(deadline.Token);
        await BecomesHealthyAsync(deadline.Token);
        Url = _app.GetEndpoint(Name, "http");
    }

    /// <summary>Makes sure that the endpoint is there: starts it if a test killed it and ended before it was back. One that ended by itself is an error.</summary>
    /// <exception cref="InvalidOperationException">It is not there; the message has its state and its last lines.</exception>
    public async Task RequireAsync()
    {
        if (IsOver && _isKilled)
        {
            await StartAsync();
        }
        else if (IsOver)
        {
            throw await WithStateAsync("The endpoint has ended by itself");
        }
    }

    /// <summary>Kills the endpoint as <c>kill -9</c> does, and returns when it is gone.</summary>
    public async Task KillAsync()
    {
        var id = State.Properties.Single(static property => property.Name == "executable.pid").Value;
        _isKilled = true;
        using (var process = Process.GetProcessById(Convert.ToInt32(id, CultureInfo.InvariantCulture)))
        {
            process.Kill(entireProcessTree: true);
        }

        using var deadline = new CancellationTokenSource(Deadline);
        try
        {
            await App.ResourceNotifications.WaitForResourceAsync(Name, KnownResourceStates.TerminalStates, deadline.Token);
        }
        catch (OperationCanceledException late)
        {
            throw await WithStateAsync("The endpoint was killed and is not gone", late);
        }
    }

    /// <summary>Starts the endpoint again, and returns when it answers.</summary>
    public async Task StartAsync()
    {
        using var deadline = new CancellationTokenSource(Deadline);
        var result = await App.ResourceCommands.ExecuteCommandAsync(Name, KnownResourceCommands.StartCommand, deadline.Token);
        if (!result.Success)
        {
            throw await WithStateAsync($"The endpoint does not start: {result.Message}");
        }

        await BecomesHealthyAsync(deadline.Token);
        _isKilled = false;
    }

    public async Task DisposeAsync() => await _builder.DisposeAsync();

    private async Task BecomesHealthyAsync(CancellationToken cancellationToken)
    {
        try
        {
            await App.ResourceNotifications.WaitForResourceHealthyAsync(Name, cancellationToken);
        }
        catch (Exception failure) when (failure is OperationCanceledException or DistributedApplicationException)
        {
            throw await WithStateAsync("The endpoint does not answer", failure);
        }
    }

    /// <summary>A failure with what is known of the endpoint: its state and its last lines.</summary>
    private async Task<InvalidOperationException> WithStateAsync(string problem, Exception? cause = null)
    {
        var words = new StringBuilder(problem);
        words.Append(CultureInfo.InvariantCulture, $". {cause?.Message} Its state is {State.State?.Text}, its exit code {State.ExitCode?.ToString(CultureInfo.InvariantCulture) ?? "unknown"}. Its last lines:");
        await foreach (var lines in App.Services.GetRequiredService<ResourceLoggerService>().GetAllAsync(Name))
        {
            foreach (var line in lines.TakeLast(LinesInMessages))
            {
                words.Append('\n').Append(line.Content);
            }
        }

        return new InvalidOperationException(words.ToString(), cause);
    }
}
