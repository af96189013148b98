namespace MyArch.Worker.Daemon.Receiving;

/// <summary>Whether messages are pulled: paused and resumed by command, and closed for good when the instance stops.</summary>
internal sealed class Intake(TimeProvider time) : IDisposable
{
    /// <summary>
    /// How long a poll that is under way may still go on after a pause. A poll that is cut off may be given messages before the endpoint notices, which nobody has then until they are visible again;
    /// within this time a poll of a queue that is not empty ends by itself, and one that waits for a second at most too.
    /// </summary>
    public static readonly TimeSpan Grace = TimeSpan.FromSeconds(1.2);

    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _ended = new();
    private PollingPeriod _period = new();
    private TaskCompletionSource _opened = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Whether nothing new is pulled.</summary>
    public bool IsPaused => Period.IsClosed;

    private PollingPeriod Period
    {
        get
        {
            lock (_gate)
            {
                return _period;
            }
        }
    }

    /// <summary>The present period once there is one in which messages are pulled.</summary>
    public async Task<PollingPeriod> WaitUntilOpenAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            Task opened;
            lock (_gate)
            {
                if (!_period.IsClosed)
                {
                    return _period;
                }

                opened = _opened.Task;
            }

            await opened.WaitAsync(cancellationToken);
        }
    }

    /// <summary>Pulls nothing new. Returns when no poll is under way any more, which is <see cref="Grace"/> later at most. Again and again the same.</summary>
    public Task PauseAsync() => Period.CloseAsync(Grace, time);

    /// <summary>Pulls again, unless the instance stops.</summary>
    /// <returns>Whether messages are pulled now.</returns>
    public bool Resume()
    {
        lock (_gate)
        {
            if (_ended.IsCancellationRequested || !_period.IsClosed)
            {
                return !_period.IsClosed;
            }

            // The old one is not disposed: its polls may still be on their way out.
            _period = new PollingPeriod();
            _opened.SetResult();
            _opened = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return true;
        }
    }

    /// <summary>Pulls nothing new for good.</summary>
    public Task EndAsync()
    {
        _ended.Cancel();
        return PauseAsync();
    }

    // Cancelled instead of disposed, as background services do: a host that is told to stop twice may dispose while this stops.
    public void Dispose()
    {
        _ended.Cancel();
        _period.Dispose();
    }
}
