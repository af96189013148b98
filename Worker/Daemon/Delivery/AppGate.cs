using System.Net.Sockets;
using Microsoft.Extensions.Options;

namespace MyArch.Worker.Daemon.Delivery;

/// <summary>
/// Whether the app can be reached. While it cannot nothing is pulled: a daemon whose app is down would take message after message from those whose apps work, and use up their deliveries. (The real one
/// goes on pulling.) Closed at the beginning, until the app listens.
/// </summary>
internal sealed partial class AppGate(IOptions<SqsdOptions> options, TimeProvider time, ILogger<AppGate> logger) : BackgroundService
{
    private static readonly TimeSpan FirstWait = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private TaskCompletionSource _opened = Waiting();
    private TaskCompletionSource _closed = Finished();

    /// <summary>Returns when the app can be reached, as far as is known.</summary>
    public Task WaitUntilOpenAsync(CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return _opened.Task.WaitAsync(cancellationToken);
        }
    }

    /// <summary>The app could not be reached.</summary>
    public void Close()
    {
        lock (_gate)
        {
            if (_opened.Task.IsCompleted)
            {
                _opened = Waiting();
                _closed.TrySetResult();
            }
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (true)
            {
                await Closed().WaitAsync(stoppingToken);
                await WaitForAppAsync(stoppingToken);
                Open();
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The instance stops.
        }
    }

    private Task Closed()
    {
        lock (_gate)
        {
            return _closed.Task;
        }
    }

    private void Open()
    {
        lock (_gate)
        {
            _closed = Waiting();
            _opened.TrySetResult();
        }
    }

    private async Task WaitForAppAsync(CancellationToken stoppingToken)
    {
        var backoff = new Backoff(FirstWait, LongestWait, time);
        while (!await IsListeningAsync(stoppingToken))
        {
            if (!backoff.IsFailing)
            {
                LogUnreachable();
            }

            await backoff.WaitAsync(stoppingToken);
            stoppingToken.ThrowIfCancellationRequested();
        }

        LogReachable();
    }

    private async Task<bool> IsListeningAsync(CancellationToken stoppingToken)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
        deadline.CancelAfter(TimeSpan.FromSeconds(options.Value.ConnectTimeout));
        using var connection = new TcpClient();
        try
        {
            await connection.ConnectAsync(options.Value.AppUrl!.Host, options.Value.AppUrl.Port, deadline.Token);
            return true;
        }
        catch (Exception failure) when (failure is SocketException || (failure is OperationCanceledException && !stoppingToken.IsCancellationRequested))
        {
            return false;
        }
    }

    private static TaskCompletionSource Waiting() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private static TaskCompletionSource Finished()
    {
        var finished = Waiting();
        finished.SetResult();
        return finished;
    }

    [LoggerMessage(1, LogLevel.Warning, "The app cannot be reached; no messages are pulled until it can")]
    private partial void LogUnreachable();

    [LoggerMessage(2, LogLevel.Information, "The app can be reached")]
    private partial void LogReachable();
}
