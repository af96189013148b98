using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Aspire.Hosting.Engine.Health;

/// <summary>Asks one registered health check, and never waits longer than its timeout for the answer.</summary>
internal sealed class HealthChecks(HealthCheckService service, TimeProvider time)
{
    /// <summary>How long a check may take. A check's own timeout, if it is shorter, comes first.</summary>
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(10);

    public async Task<HealthReportSnapshot> AskAsync(string key, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Timeout);
        try
        {
            // A check that ignores its token is left behind, too.
            var report = await service.CheckHealthAsync(registration => registration.Name == key, limit.Token).WaitAsync(Timeout + TimeSpan.FromSeconds(1), cancellationToken);
            return report.Entries.TryGetValue(key, out var entry)
                ? Snapshot(key, entry.Status, entry.Description ?? entry.Exception?.Message, entry.Exception?.ToString())
                : Snapshot(key, HealthStatus.Unhealthy, "No health check is registered under this key.", exception: null);
        }
        catch (Exception exception) when (exception is TimeoutException or OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            return Snapshot(key, HealthStatus.Unhealthy, $"It did not answer within {Timeout.TotalSeconds:0} s.", exception: null);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            return Snapshot(key, HealthStatus.Unhealthy, exception.Message, exception.ToString());
        }
    }

    private HealthReportSnapshot Snapshot(string key, HealthStatus status, string? description, string? exception) =>
        new(key, status, description, exception) { LastRunAt = time.GetUtcNow().UtcDateTime };
}
