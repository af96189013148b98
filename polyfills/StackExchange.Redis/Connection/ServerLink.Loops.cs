using Microsoft.Extensions.Logging;

namespace StackExchange.Redis.Connection;

internal sealed partial class ServerLink
{
    /// <summary>A connection that ends sooner did not work: the pause before the next attempt goes on growing.</summary>
    private static readonly TimeSpan Settled = TimeSpan.FromSeconds(1);

    private async Task KeepConnectedAsync(CancellationToken stop)
    {
        for (var failures = 0; !stop.IsCancellationRequested;)
        {
            RedisConnectionException failure;
            try
            {
                var connection = await _connector.ConnectAsync(stop);
                var since = Environment.TickCount64;
                Publish(connection);
                failure = await connection.Ended;
                failures = Environment.TickCount64 - since >= Settled.TotalMilliseconds ? 0 : failures + 1;
                _connection = null;
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                return;
            }
            catch (RedisConnectionException refused)
            {
                failure = refused;
                failures++;
            }

            if (stop.IsCancellationRequested)
            {
                return;
            }

            OnFailed(failure, failures);
            await Task.Delay(ReconnectDelay.After(failures), stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Sends what has waited, and then lets callers send for themselves: nobody overtakes.</summary>
    private void Publish(ServerConnection connection)
    {
        lock (_gate)
        {
            if (_closing is not null)
            {
                connection.End(ConnectionFailureType.ConnectionDisposed, "The multiplexer was closed.");
                return;
            }

            while (_backlog.TryTake(out var waiting))
            {
                if (connection.TrySend(waiting.Command, waiting.Request) != SendOutcome.Accepted)
                {
                    waiting.Command.Fail(new RedisConnectionException(
                        ConnectionFailureType.SocketClosed,
                        $"The connection ended before the command was sent. Command: {waiting.Command.Name}",
                        innerException: null,
                        CommandStatus.WaitingInBacklog));
                }
            }

            _connection = connection;
        }

        Log.Connected(_logger, EndPointCollection.ToString(_options.EndPoints[0]));
        _firstOutcome.TrySetResult(null);
    }

    private void OnFailed(RedisConnectionException failure, int failures)
    {
        _lastFailure = failure;
        if (failures <= 1)
        {
            Log.Failed(_logger, EndPointCollection.ToString(_options.EndPoints[0]), failure.FailureType, failure.Message);
        }
        else
        {
            Log.FailedAgain(_logger, EndPointCollection.ToString(_options.EndPoints[0]), failures, failure.FailureType, failure.Message);
        }

        if (_options.BacklogPolicy.AbortPendingOnConnectionFailure)
        {
            FailBacklog(long.MaxValue, command => InBacklog(command, failure));
        }

        if (failures >= _options.ConnectRetry)
        {
            _firstOutcome.TrySetResult(failure);
        }
    }

    private async Task WatchAsync(CancellationToken stop)
    {
        // Often enough that a timeout is noticed at most a quarter late, and no more often than asked for.
        var period = TimeSpan.FromMilliseconds(Math.Max(10, Math.Min(_options.HeartbeatInterval.TotalMilliseconds, _options.AsyncTimeout / 4.0)));
        using var timer = new PeriodicTimer(period);
        try
        {
            while (await timer.WaitForNextTickAsync(stop))
            {
                var now = Environment.TickCount64;
                _connection?.CheckHealth(now, _options.AsyncTimeout, _options.KeepAlive * 1000L);
                FailBacklog(now - _options.AsyncTimeout, command => InBacklog(command, _lastFailure));
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // Closed.
        }
    }

    private Exception InBacklog(IPendingCommand command, RedisConnectionException? cause)
    {
        var message = $"The message timed out in the backlog attempting to send because no connection became available ({_options.AsyncTimeout}ms). Command: {command.Name}";
        return cause is null
            ? new RedisTimeoutException(message, CommandStatus.WaitingInBacklog)
            : new RedisConnectionException(cause.FailureType, $"{message} - Last Connection Exception: {cause.Message}", cause, CommandStatus.WaitingInBacklog);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Connected to Redis at {Address}.")]
        public static partial void Connected(ILogger logger, string address);

        [LoggerMessage(2, LogLevel.Warning, "No connection to Redis at {Address} ({Type}): {Reason}")]
        public static partial void Failed(ILogger logger, string address, ConnectionFailureType type, string reason);

        [LoggerMessage(3, LogLevel.Debug, "Still no connection to Redis at {Address} after {Failures} attempts ({Type}): {Reason}")]
        public static partial void FailedAgain(ILogger logger, string address, int failures, ConnectionFailureType type, string reason);
    }
}
