using MyArch.ServiceDefaults;

namespace MyArch.Time;

/// <summary>
/// One timer for every stream of the instance: it completes <see cref="Next"/> at the start of each second.
/// Nothing is queued for a stream. One that is still busy with a tick misses the ticks meanwhile and waits for the next one, and holds up nobody.
/// </summary>
internal sealed class SecondTicker(TimeProvider time, DrainState drain, TimeMetrics metrics) : BackgroundService
{
    private TaskCompletionSource<DateTimeOffset> _next = NewTick();

    /// <summary>The coming tick, as the second that begins with it. Cancelled once the instance drains or stops: there are no more.</summary>
    public Task<DateTimeOffset> Next => Volatile.Read(ref _next).Task;

    /// <summary>The start of the second that is under way.</summary>
    public DateTimeOffset Now
    {
        get
        {
            var now = time.GetUtcNow();
            return now.AddTicks(-(now.Ticks % TimeSpan.TicksPerSecond));
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken, drain.Draining);
        try
        {
            while (true)
            {
                var second = await NextSecondAsync(end.Token);

                // The new tick first, so that a stream which comes back at once does not meet the one that it has just had.
                Interlocked.Exchange(ref _next, NewTick()).SetResult(second);
                metrics.Ticked(time.GetUtcNow() - second);
            }
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
            End();
        }
    }

    /// <summary>Also of an instance that stops before its first tick was waited for: <see cref="ExecuteAsync"/> may then never run.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        End();
    }

    private void End() => _next.TrySetCanceled(CancellationToken.None);

    private async Task<DateTimeOffset> NextSecondAsync(CancellationToken cancellationToken)
    {
        var second = Now;
        do
        {
            // A timer counts whole milliseconds by a clock of its own: rounded up, and set again should it still be too early.
            var rest = second.AddSeconds(1) - time.GetUtcNow();
            await Task.Delay(TimeSpan.FromMilliseconds(Math.Clamp(Math.Ceiling(rest.TotalMilliseconds), 1, 1000)), time, cancellationToken);
        }
        while (Now == second);
        return Now;
    }

    private static TaskCompletionSource<DateTimeOffset> NewTick() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
