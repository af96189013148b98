namespace StackExchange.Redis.Connection;

internal sealed partial class ServerConnection
{
    /// <summary>After how many timeouts without a single byte, while an answer is due, the server counts as gone.</summary>
    private const int SilentTimeouts = 2;

    private static readonly byte[] Ping = [.. "*1\r\n$4\r\nPING\r\n"u8];

    /// <summary>Fails commands that have waited too long, ends a connection whose server is silent, and asks an idle one for a sign of life.</summary>
    /// <param name="now">In milliseconds of <see cref="Environment.TickCount64"/>.</param>
    /// <param name="timeout">How long a command may wait, in milliseconds.</param>
    /// <param name="keepAlive">After how many milliseconds without traffic the server is asked; not above 0 is never.</param>
    public void CheckHealth(long now, int timeout, long keepAlive)
    {
        var late = new List<IPendingCommand>();
        bool isSilent;
        bool isIdle;
        lock (_gate)
        {
            // The line is in the order of time: behind the first that is in time nobody is late.
            foreach (var command in _line)
            {
                if (now - command.StartedAt < timeout)
                {
                    break;
                }

                if (!command.IsSettled)
                {
                    late.Add(command);
                }
            }

            var limit = (long)timeout * SilentTimeouts;
            isSilent = _line.TryPeek(out var first) && now - first.StartedAt >= limit && now - Volatile.Read(ref _lastReadAt) >= limit;
            isIdle = _line.Count == 0 && keepAlive > 0 && now - _lastWriteAt >= keepAlive;
        }

        foreach (var command in late)
        {
            // Even what is not written yet will be, so the server may execute it after all.
            command.Fail(new RedisTimeoutException($"Timeout awaiting response after {now - command.StartedAt} ms. Command: {command.Name}", CommandStatus.Sent));
        }

        if (isSilent)
        {
            End(ConnectionFailureType.SocketFailure, $"The server has been silent for {timeout * (long)SilentTimeouts} ms while an answer was due.");
        }
        else if (isIdle)
        {
            TrySend(new ForgottenCommand("PING"), Ping);
        }
    }
}
