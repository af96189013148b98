using StackExchange.Redis.Protocol;

namespace StackExchange.Redis.Connection;

/// <summary>
/// A command that somebody waits for. What the caller does next runs on the thread pool and never on the thread that reads answers: one slow
/// caller does not delay the others.
/// </summary>
internal sealed class PendingCommand<T>(string name, ReplyReader<T> reader)
    : TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously), IPendingCommand
{
    public string Name => name;

    public long StartedAt { get; } = Environment.TickCount64;

    public bool IsSettled => Task.IsCompleted;

    public void Answer(in Reply reply)
    {
        if (reply.IsError)
        {
            TrySetException(new RedisServerException(reply.ErrorText));
            return;
        }

        try
        {
            TrySetResult(reader(reply));
        }
        catch (Exception failure)
        {
            // Whatever it is: it is out of the line already, so nobody else would ever settle it.
            TrySetException(new RedisConnectionException(
                ConnectionFailureType.ProtocolFailure, $"Unexpected response to {name}.", failure, CommandStatus.Sent));
            throw;
        }
    }

    public void Fail(Exception failure) => TrySetException(failure);

    /// <summary>For the client's own commands, which nobody may wait for in the end: their failure is told elsewhere and is no unobserved one.</summary>
    public void MayGoUnobserved() => _ = Task.ContinueWith(
        static task => _ = task.Exception,
        CancellationToken.None,
        TaskContinuationOptions.OnlyOnFaulted | TaskContinuationOptions.ExecuteSynchronously,
        TaskScheduler.Default);
}
