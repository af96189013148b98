using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Engine.Orchestration;

/// <summary>The life of one project, executable or container: starts it, watches it, stops it, as often as asked.</summary>
internal sealed partial class ResourceRunner(IResource resource, RunnerServices services) : IDisposable
{
    /// <summary>How long a program may take to end by itself after it was asked to.</summary>
    public static readonly TimeSpan StopGrace = TimeSpan.FromSeconds(6);

    private const int LinesOfCrash = 20;

    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly Lock _lock = new();
    private CancellationTokenSource? _starting;
    private StartedWorkload? _running;
    private Task _ended = Task.CompletedTask;
    private bool _isStopping;
    private volatile bool _isClosed;

    public IResource Resource => resource;

    private bool IsContainer => resource is ContainerResource;

    private bool HasLivingProgram => !_ended.IsCompleted && _running is { Process.Exited.IsCompleted: false };

    private string EndState => IsContainer ? KnownResourceStates.Exited : KnownResourceStates.Finished;

    /// <summary>Starts the program if it does not run. A start that waits for other resources waits no longer.</summary>
    /// <returns>Null, or why it could not be started.</returns>
    public async Task<string?> StartAsync(CancellationToken cancellationToken)
    {
        await services.States.ReleaseWaitAsync(resource);
        await _turn.WaitAsync(cancellationToken);
        try
        {
            if (_isClosed)
            {
                return $"'{resource.Name}' cannot be started: the application is stopping.";
            }

            if (HasLivingProgram)
            {
                return null;
            }

            // Its end may be published already, and not everybody be told yet.
            await _ended;
            using var starting = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            lock (_lock)
            {
                _starting = starting;
                _isStopping = false;
            }

            return await StartOnceAsync(starting.Token);
        }
        finally
        {
            lock (_lock)
            {
                _starting = null;
            }

            _turn.Release();
        }
    }

    /// <summary>Stops the program for good.</summary>
    public Task CloseAsync(CancellationToken cancellationToken)
    {
        _isClosed = true;
        return StopAsync(cancellationToken);
    }

    /// <summary>Stops the program and waits until it is gone. A start that is under way is given up.</summary>
    /// <param name="cancellationToken">Ends the program's grace at once.</param>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            _starting?.Cancel();
        }

        await _turn.WaitAsync(CancellationToken.None);
        try
        {
            if (HasLivingProgram)
            {
                lock (_lock)
                {
                    _isStopping = true;
                }

                await services.States.StoppingAsync(resource);
                await _running!.Process.StopAsync(StopGrace, cancellationToken);
            }

            await _ended;
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose() => _turn.Dispose();

    private async Task<string?> StartOnceAsync(CancellationToken cancellationToken)
    {
        try
        {
            await services.States.BeginAsync(resource);
            await services.Connections.AnnounceAsync(resource, cancellationToken);
            await services.Events.BeforeStartAsync(resource, cancellationToken);
            await services.States.PublishAsync(resource, KnownResourceStates.Starting, KnownResourceStateStyles.Info);
            services.Endpoints.RequireFreePorts(resource);
            var bindings = services.Endpoints.BindingsOf(resource);
            _running = await services.Launcher.StartAsync(resource, bindings, cancellationToken);
            foreach (var binding in bindings)
            {
                binding.Open();
            }

            await services.States.RunningAsync(resource, _running);
            _ended = WatchAsync(_running, bindings);
            return null;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            await services.States.EndAsync(resource, EndState, KnownResourceStateStyles.Info, exitCode: null);
            return $"The start of '{resource.Name}' was given up.";
        }
        catch (Exception exception)
        {
            var reason = services.Mask.Apply(exception.Message);
            Log.FailedToStart(services.LoggerOf(resource), reason);
            Log.ResourceFailedToStart(services.Logger, resource.Name, reason);
            await services.States.EndAsync(resource, KnownResourceStates.FailedToStart, KnownResourceStateStyles.Error, exitCode: null);
            return reason;
        }
    }

    private async Task WatchAsync(StartedWorkload running, IReadOnlyList<EndpointBinding> bindings)
    {
        var exitCode = await running.Process.Exited;
        foreach (var binding in bindings)
        {
            binding.Close();
        }

        bool wasAsked;
        lock (_lock)
        {
            wasAsked = _isStopping;
        }

        var isCrash = !wasAsked && exitCode != 0;
        if (isCrash)
        {
            var last = string.Join('\n', services.LinesOf(resource).Last(LinesOfCrash).Select(line => $"    {line}"));
            Log.Crashed(services.Logger, resource.Name, exitCode, last);
        }

        Log.Ended(services.LoggerOf(resource), exitCode);
        await services.States.EndAsync(resource, EndState, isCrash ? KnownResourceStateStyles.Error : KnownResourceStateStyles.Info, exitCode);
        await services.Events.StoppedAsync(resource);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "Failed to start: {Reason}")]
        public static partial void FailedToStart(ILogger logger, string reason);

        [LoggerMessage(2, LogLevel.Error, "Resource '{Resource}' failed to start: {Reason}")]
        public static partial void ResourceFailedToStart(ILogger logger, string resource, string reason);

        [LoggerMessage(3, LogLevel.Error, "Resource '{Resource}' has ended by itself with exit code {ExitCode}. Its last lines:\n{Lines}")]
        public static partial void Crashed(ILogger logger, string resource, int exitCode, string lines);

        [LoggerMessage(4, LogLevel.Information, "The program has ended with exit code {ExitCode}.")]
        public static partial void Ended(ILogger logger, int exitCode);
    }
}
