namespace StackExchange.Redis.Connection;

/// <summary>Commands that wait for a connection. The owner's lock guards it.</summary>
internal sealed class Backlog(ConnectionLimits limits)
{
    private readonly Queue<(IPendingCommand Command, byte[] Request)> _line = new();
    private long _bytes;

    public bool TryAdd(IPendingCommand command, ReadOnlySpan<byte> request)
    {
        if (_line.Count >= limits.MaxCommands || (_bytes > 0 && _bytes + request.Length > limits.MaxRequestBytes))
        {
            return false;
        }

        _line.Enqueue((command, request.ToArray()));
        _bytes += request.Length;
        return true;
    }

    /// <summary>The next one that somebody still waits for; what has timed out is never sent.</summary>
    public bool TryTake(out (IPendingCommand Command, byte[] Request) next)
    {
        while (_line.TryDequeue(out next))
        {
            _bytes -= next.Request.Length;
            if (!next.Command.IsSettled)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Takes out those that were handed over before a point in time.</summary>
    public List<IPendingCommand> TakeOlder(long startedBefore)
    {
        var older = new List<IPendingCommand>();
        while (_line.TryPeek(out var first) && first.Command.StartedAt <= startedBefore && TryTake(out var taken))
        {
            older.Add(taken.Command);
        }

        return older;
    }
}
