namespace MyArch.Worker.Daemon.Receiving;

/// <summary>The messages at work: how many, and when there is none.</summary>
internal sealed class Work
{
    private readonly Lock _gate = new();
    private TaskCompletionSource _idle = Completed();
    private int _count;

    /// <summary>Messages that were received, and are neither deleted nor given back.</summary>
    public int InFlight
    {
        get
        {
            lock (_gate)
            {
                return _count;
            }
        }
    }

    /// <summary>A message was received.</summary>
    public void Begin()
    {
        lock (_gate)
        {
            if (_count++ == 0)
            {
                _idle = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            }
        }
    }

    /// <summary>A message is settled.</summary>
    public void End()
    {
        lock (_gate)
        {
            if (--_count == 0)
            {
                _idle.SetResult();
            }
        }
    }

    /// <summary>Returns when nothing is at work, for a moment at least.</summary>
    public Task WaitUntilIdleAsync(CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return _idle.Task.WaitAsync(cancellationToken);
        }
    }

    private static TaskCompletionSource Completed()
    {
        var completed = new TaskCompletionSource();
        completed.SetResult();
        return completed;
    }
}
