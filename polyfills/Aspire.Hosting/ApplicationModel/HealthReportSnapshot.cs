using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>The last answer of one health check.</summary>
/// <param name="Name">The check's key.</param>
/// <param name="Status">Null while it has not answered in this start.</param>
/// <param name="Description">The check's words.</param>
/// <param name="ExceptionText">What went wrong.</param>
public sealed record HealthReportSnapshot(string Name, HealthStatus? Status, string? Description, string? ExceptionText)
{
    /// <summary>In UTC.</summary>
    public DateTime? LastRunAt { get; init; }
}
