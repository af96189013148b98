namespace MyArch.Worker.Daemon.Receiving;

/// <summary>A time in which messages are pulled, from its beginning until it is closed.</summary>
internal sealed class PollingPeriod : IDisposable
{
    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _cut = new();
    private readonly TaskCompletionSource _quiet = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _polls;
    private bool _closed;

    /// <summary>Whether nothing new may be pulled.</summary>
    public bool IsClosed
    {
        get
        {
            lock (_gate)
            {
                return _closed;
            }
        }
    }

    /// <summary>Begins a poll, unless the period is closed. Whoever began one ends it with <see cref="Leave"/>.</summary>
    /// <param name="cut">Cancelled when the poll must end.</param>
    public bool TryEnter(out CancellationToken cut)
    {
        lock (_gate)
        {
            cut = _closed ? default : _cut.Token;
            _polls += _closed ? 0 : 1;
            return !_closed;
        }
    }

    /// <summary>Ends a poll.</summary>
    public void Leave()
    {
        lock (_gate)
        {
            if (--_polls == 0 && _closed)
            {
                _quiet.TrySetResult();
            }
        }
    }

    /// <summary>Lets no poll begin any more, waits for those that are under way, and cuts them off when <paramref name="grace"/> is over. Returns when there is none.</summary>
    public async Task CloseAsync(TimeSpan grace, TimeProvider time)
    {
        lock (_gate)
        {
            _closed = true;
            if (_polls == 0)
            {
                _quiet.TrySetResult();
            }
        }

        await _quiet.Task.WaitAsync(grace, time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _cut.CancelAsync();
        await _quiet.Task;
    }

    // Cancelled instead of disposed, as background services do: a host that is told to stop twice may dispose while this stops.
    public void Dispose() => _cut.Cancel();
}
