using Microsoft.Extensions.Options;
using MyArch.ServiceDefaults;

namespace MyArch.Worker.Daemon.Receiving;

/// <summary>
/// The end of an instance, which has 5 s after SIGTERM: nothing new is pulled from the signal on, what is at work may finish until <see cref="HandBackTime"/> before the host's own limit, and what has
/// not finished then is given up and goes back to the queue at once. (The real daemon drains for up to ten minutes; whoever stops an instance here pauses it first and waits.)
/// </summary>
internal sealed partial class GracefulStop(
    Intake intake, Work work, Abandonment abandonment, IOptions<DrainOptions> drain, IHostApplicationLifetime lifetime, TimeProvider time, ILogger<GracefulStop> logger) : IHostedService
{
    /// <summary>For the queue to be told about what is given back.</summary>
    private static readonly TimeSpan HandBackTime = TimeSpan.FromSeconds(1);

    private Task _ended = Task.CompletedTask;
    private long _signal;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        lifetime.ApplicationStopping.Register(() =>
        {
            _signal = time.GetTimestamp();
            _ended = intake.EndAsync();
        });
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        var left = drain.Value.Timeout - HandBackTime - time.GetElapsedTime(_signal);
        using var finish = new CancellationTokenSource(left > TimeSpan.Zero ? left : TimeSpan.Zero, time);
        await _ended.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await work.WaitUntilIdleAsync(finish.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (work.InFlight is > 0 and var count)
        {
            LogGivenUp(count);
            await abandonment.BeginAsync();
            await work.WaitUntilIdleAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    [LoggerMessage(1, LogLevel.Warning, "{Count} messages are not finished and go back to the queue")]
    private partial void LogGivenUp(int count);
}
