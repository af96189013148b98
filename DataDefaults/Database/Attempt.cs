namespace MyArch.DataDefaults;

/// <summary>Waits for work on a server no longer than is sensible.</summary>
internal static class Attempt
{
    /// <summary>
    /// Runs the work until it ends, the time is up, the server is found dead or the caller gives up; the work is then cancelled and left to end by itself. Waiting for that would be wrong:
    /// the driver cancels a command over a second connection to the same server, synchronously, which blocks as long as a server that hangs lets it.
    /// </summary>
    public static async Task<T> RunAsync<T>(
        Func<CancellationToken, Task<T>> work, TimeSpan limit, TimeProvider time, CancellationToken lost, CancellationToken cancellationToken)
    {
        var end = new CancellationTokenSource();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(lost, cancellationToken);
        var task = work(end.Token);
        await ((Task)task.WaitAsync(limit, time, stop.Token)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (task.IsCompleted)
        {
            end.Dispose();
            return await task;
        }

        Abandon(task, end);
        cancellationToken.ThrowIfCancellationRequested();
        throw new AttemptAbandonedException(lost.IsCancellationRequested ? "The server was found dead." : $"No answer within {limit.TotalSeconds:0.###} s.");
    }

    private static void Abandon(Task task, CancellationTokenSource end) => _ = Task.Run(async () =>
    {
        await end.CancelAsync();
        // Nobody waits for its outcome any more, and a failure was reported already.
        await task.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        end.Dispose();
    });
}
