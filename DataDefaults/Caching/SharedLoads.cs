using System.Diagnostics.CodeAnalysis;

namespace MyArch.DataDefaults;

/// <summary>One load for each key at a time: whoever asks for a key that is being loaded waits for that load.</summary>
internal sealed class SharedLoads(TimeProvider time)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<(string Key, Type Type), object> _loads = [];
    private int _waiting;

    /// <summary>How many callers wait for a load now.</summary>
    public int Waiting
    {
        get
        {
            lock (_gate)
            {
                return _waiting;
            }
        }
    }

    /// <summary>
    /// Loads, or waits for the load that is under way. A caller that gives up leaves the load to the others; when the last one has left it is cancelled. A failure goes to everybody who waits, and
    /// is not kept.
    /// </summary>
    /// <returns>What was loaded, and whether another caller began it.</returns>
    public async Task<(T Value, bool IsShared)> RunAsync<T>(string key, Func<CancellationToken, Task<T>> load, TimeSpan limit, CancellationToken cancellationToken)
    {
        var id = (key, typeof(T));
        var (shared, isNew) = Join<T>(id);
        if (isNew)
        {
            _ = CompleteAsync(id, shared, load, limit);
        }

        try
        {
            return (await shared.Task.WaitAsync(cancellationToken), !isNew);
        }
        finally
        {
            Leave(id, shared);
        }
    }

    private (Load<T> Load, bool IsNew) Join<T>((string Key, Type Type) id)
    {
        lock (_gate)
        {
            var isNew = !_loads.TryGetValue(id, out var known);
            var load = isNew ? new Load<T>() : (Load<T>)known!;
            _loads[id] = load;
            load.Waiting++;
            _waiting++;
            return (load, isNew);
        }
    }

    private void Leave<T>((string Key, Type Type) id, Load<T> load)
    {
        lock (_gate)
        {
            _waiting--;
            if (--load.Waiting > 0 || load.Task.IsCompleted)
            {
                return;
            }

            Forget(id, load);
        }

        _ = load.Abandoned.CancelAsync();
    }

    private async Task CompleteAsync<T>((string Key, Type Type) id, Load<T> load, Func<CancellationToken, Task<T>> run, TimeSpan limit)
    {
        var task = Attempt.RunAsync(run, limit, time, load.Abandoned.Token, CancellationToken.None);
        await ((Task)task).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        lock (_gate)
        {
            // Before anybody learns the outcome: who asks after that gets a load of its own.
            Forget(id, load);
        }

        if (task.Exception?.InnerException is AttemptAbandonedException abandoned)
        {
            load.SetException(new DatabaseUnavailableException("The load took too long.", abandoned));
        }
        else
        {
            load.SetFromTask(task);
        }
    }

    private void Forget<T>((string Key, Type Type) id, Load<T> load)
    {
        if (_loads.TryGetValue(id, out var known) && ReferenceEquals(known, load))
        {
            _loads.Remove(id);
        }
    }

    // The source has no timer, so there is nothing to dispose of.
    [SuppressMessage("Design", "CA1001", Justification = "A cancellation source without a timer holds nothing.")]
    private sealed class Load<T>() : TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously)
    {
        public CancellationTokenSource Abandoned { get; } = new();

        public int Waiting { get; set; }
    }
}
