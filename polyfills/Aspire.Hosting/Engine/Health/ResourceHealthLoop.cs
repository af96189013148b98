using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Engine.Logging;
using Aspire.Hosting.Eventing;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Engine.Health;

/// <summary>Asks the health checks of one resource during one run.</summary>
internal sealed partial class ResourceHealthLoop(
    IResource resource,
    int run,
    HealthChecks checks,
    ResourceNotificationService notifications,
    IDistributedApplicationEventing eventing,
    IServiceProvider services,
    SecretMask mask,
    TimeProvider time,
    ILogger<ResourceHealthLoop> logger)
{
    /// <summary>Between two rounds after something changed; each quiet round doubles it.</summary>
    private static readonly TimeSpan ShortestPause = TimeSpan.FromMilliseconds(200);

    /// <summary>The longest pause while the resource is not healthy.</summary>
    private static readonly TimeSpan LongestUnhealthyPause = TimeSpan.FromSeconds(1);

    /// <summary>The longest pause while it is.</summary>
    private static readonly TimeSpan LongestHealthyPause = TimeSpan.FromSeconds(5);

    /// <summary>A resource that is not ready for so long gets a warning, and again each time this has doubled.</summary>
    private static readonly TimeSpan FirstWarning = TimeSpan.FromSeconds(30);

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (!resource.TryGetAnnotationsIncludingAncestorsOfType<HealthCheckAnnotation>(out var annotations))
            {
                await AnnounceReadyAsync(cancellationToken);
                return;
            }

            await AskAgainAndAgainAsync([.. annotations.Select(a => a.Key).Distinct()], cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The run is over.
        }
        catch (Exception exception)
        {
            Log.Failed(logger, exception, resource.Name);
        }
    }

    private async Task AskAgainAndAgainAsync(IReadOnlyList<string> keys, CancellationToken cancellationToken)
    {
        var began = time.GetTimestamp();
        var warnAfter = FirstWarning;
        var isReady = false;
        var wasHealthy = false;
        var pause = ShortestPause;
        while (true)
        {
            var reports = await Task.WhenAll(keys.Select(key => checks.AskAsync(key, cancellationToken)));
            await PublishAsync(s => s with { HealthReports = [.. s.HealthReports.Where(r => !keys.Contains(r.Name)), .. reports.Select(Masked)] }, cancellationToken);
            var isHealthy = reports.All(r => r.Status == HealthStatus.Healthy);
            if (isHealthy && !isReady)
            {
                isReady = true;
                _ = AnnounceReadyAsync(cancellationToken);
            }

            if (!isReady && time.GetElapsedTime(began) > warnAfter)
            {
                foreach (var report in reports.Where(r => r.Status != HealthStatus.Healthy))
                {
                    Log.StillUnhealthy(logger, resource.Name, (int)time.GetElapsedTime(began).TotalSeconds, report.Name, mask.Apply(report.Description ?? report.ExceptionText ?? "no message"));
                }

                warnAfter *= 2;
            }

            var longest = isHealthy ? LongestHealthyPause : LongestUnhealthyPause;
            pause = isHealthy == wasHealthy ? TimeSpan.FromTicks(Math.Min(pause.Ticks * 2, longest.Ticks)) : ShortestPause;
            wasHealthy = isHealthy;
            await Task.Delay(pause, time, cancellationToken);
        }
    }

    private HealthReportSnapshot Masked(HealthReportSnapshot report) => report with
    {
        Description = report.Description is null ? null : mask.Apply(report.Description),
        ExceptionText = report.ExceptionText is null ? null : mask.Apply(report.ExceptionText),
    };

    private async Task AnnounceReadyAsync(CancellationToken cancellationToken)
    {
        var handlers = Task.Run(() => eventing.PublishAsync(new ResourceReadyEvent(resource, services), cancellationToken), cancellationToken);
        await handlers.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (handlers.IsFaulted)
        {
            Log.ReadyHandlerFailed(logger, resource.Name, mask.Apply(handlers.Exception.GetBaseException().Message));
        }

        await PublishAsync(s => s with { ReadyHandlers = handlers }, cancellationToken);
    }

    /// <summary>Publishes unless the run is over: the next one's state is not ours.</summary>
    private Task PublishAsync(Func<CustomResourceSnapshot, CustomResourceSnapshot> change, CancellationToken cancellationToken) =>
        notifications.PublishUpdateAsync(resource, s => s.Run == run && !cancellationToken.IsCancellationRequested ? change(s) : s);

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Resource '{Resource}' is not healthy after {Seconds} s. Health check {Check}: {Message}")]
        public static partial void StillUnhealthy(ILogger logger, string resource, int seconds, string check, string message);

        [LoggerMessage(2, LogLevel.Error, "What resource '{Resource}' does when it is ready failed: {Reason}")]
        public static partial void ReadyHandlerFailed(ILogger logger, string resource, string reason);

        [LoggerMessage(3, LogLevel.Error, "The health of resource '{Resource}' is watched no longer.")]
        public static partial void Failed(ILogger logger, Exception exception, string resource);
    }
}
