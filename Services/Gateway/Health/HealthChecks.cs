using MyArch.Gateway.Targets;

namespace MyArch.Gateway.Health;

/// <summary>One loop per registered target, which asks it whether it is ready: at once, and then every interval. A slow answer delays the next question.</summary>
internal sealed class HealthChecks(HealthProbe probe, TargetGroupClock clock, GatewayMetrics metrics, ILogger<HealthChecks> logger)
{
    private const uint Golden = 2_654_435_769;

    private uint _started;

    /// <summary>Checks a target until it is deregistered.</summary>
    public void Start(TargetGroup group, Target target) => _ = RunAsync(group, target, Interlocked.Increment(ref _started));

    private async Task RunAsync(TargetGroup group, Target target, uint number)
    {
        var interval = clock.Divide(group.Options.HealthCheck.Interval);
        // Spread over the interval, so that the checks of many targets do not come all at once; multiples of the golden ratio are evenly spread.
        var pause = interval * (0.5 + (number * Golden / (double)uint.MaxValue / 2));
        try
        {
            while (true)
            {
                await CheckAsync(group, target);
                await Task.Delay(pause, clock.Time, target.Deregistered);
                pause = interval;
            }
        }
        catch (OperationCanceledException) when (target.Deregistered.IsCancellationRequested)
        {
            // Deregistered: nothing more to check.
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            HealthLog.Stopped(logger, exception, target.Id);
            group.Failed(target, "Elb.InternalError: the health checks ended");
        }
    }

    private async Task CheckAsync(TargetGroup group, Target target)
    {
        var failure = await probe.CheckAsync(target, group.Options.HealthCheck, target.Deregistered);
        metrics.HealthChecked(group, target, failure is null);
        if (failure is null)
        {
            group.Passed(target);
        }
        else
        {
            group.Failed(target, failure);
        }
    }
}
