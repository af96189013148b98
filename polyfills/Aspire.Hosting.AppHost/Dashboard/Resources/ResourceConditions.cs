using System.Globalization;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Dashboard.Layout;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Aspire.Hosting.Dashboard.Resources;

/// <summary>Puts a snapshot's state, exit code and health into words, with those that Aspire's dashboard uses.</summary>
internal static class ResourceConditions
{
    /// <summary>A shell, and the runtime, report a process that was killed by signal n as 128 + n.</summary>
    private const int SignalBase = 128;

    private const int LongestReason = 300;

    private static readonly Dictionary<int, string> Signals = new()
    {
        [1] = "SIGHUP",
        [2] = "SIGINT",
        [3] = "SIGQUIT",
        [6] = "SIGABRT",
        [9] = "SIGKILL",
        [11] = "SIGSEGV",
        [15] = "SIGTERM",
    };

    public static ResourceCondition Of(CustomResourceSnapshot snapshot)
    {
        var state = snapshot.State?.Text;
        return state switch
        {
            null or "" => new ResourceCondition(StateKind.Off, "Unknown", null),
            _ when state == KnownResourceStates.Running => Running(snapshot),
            _ when state == KnownResourceStates.Waiting => new ResourceCondition(StateKind.Busy, state, WaitingFor(snapshot)),
            _ => new ResourceCondition(KindOf(snapshot, state), Words(state), ExitReason(snapshot)),
        };
    }

    /// <summary>How one check's answer looks; null is one that has not answered yet.</summary>
    public static StateKind KindOf(HealthStatus? status) => status switch
    {
        HealthStatus.Healthy => StateKind.Good,
        HealthStatus.Degraded => StateKind.Warning,
        HealthStatus.Unhealthy => StateKind.Bad,
        _ => StateKind.Busy,
    };

    private static ResourceCondition Running(CustomResourceSnapshot snapshot)
    {
        if (snapshot.HealthStatus is null or HealthStatus.Healthy)
        {
            return new ResourceCondition(KindOf(snapshot, KnownResourceStates.Running), "Running", null);
        }

        // A check that has not answered yet counts as unhealthy for those who wait, and is no reason to worry for those who look.
        var failed = snapshot.HealthReports.Where(static r => r.Status is HealthStatus.Unhealthy or HealthStatus.Degraded).ToArray();
        return failed.Length == 0
            ? new ResourceCondition(StateKind.Busy, "Running", "health not known yet")
            : new ResourceCondition(StateKind.Warning, $"Running ({failed.Min(static r => r.Status)})", string.Join("; ", failed.Select(Reason)));
    }

    private static string Reason(HealthReportSnapshot report)
    {
        var words = report.Description ?? report.ExceptionText?.Split('\n', 2)[0].Trim();
        var reason = string.IsNullOrEmpty(words) ? report.Name : $"{report.Name}: {words}";
        return reason.Length > LongestReason ? $"{reason[..LongestReason]}…" : reason;
    }

    private static string? WaitingFor(CustomResourceSnapshot snapshot)
    {
        var names = snapshot.Properties.FirstOrDefault(static p => p.Name == KnownProperties.WaitingFor)?.Value switch
        {
            string one => one,
            IEnumerable<string> many => string.Join(", ", many),
            _ => null,
        };
        return string.IsNullOrEmpty(names) ? null : $"for {names}";
    }

    private static string? ExitReason(CustomResourceSnapshot snapshot) => snapshot.ExitCode switch
    {
        null => null,
        > SignalBase and var code when Signals.TryGetValue(code - SignalBase, out var signal) => string.Create(CultureInfo.InvariantCulture, $"exit code {code}, {signal}"),
        var code => string.Create(CultureInfo.InvariantCulture, $"exit code {code}"),
    };

    private static StateKind KindOf(CustomResourceSnapshot snapshot, string state) => true switch
    {
        _ when state == KnownResourceStates.FailedToStart || state == KnownResourceStates.ValueMissing => StateKind.Bad,
        _ when state == KnownResourceStates.RuntimeUnhealthy => StateKind.Warning,
        _ when state == KnownResourceStates.NotStarted => StateKind.Off,
        _ when state == KnownResourceStates.Finished || state == KnownResourceStates.Exited => IsError(snapshot) ? StateKind.Bad : StateKind.Off,
        _ when state == KnownResourceStates.Starting || state == KnownResourceStates.Stopping => StateKind.Busy,
        _ => OfStyle(snapshot.State?.Style, state),
    };

    private static bool IsError(CustomResourceSnapshot snapshot) => snapshot.State?.Style == KnownResourceStateStyles.Error;

    private static StateKind OfStyle(string? style, string state) => style switch
    {
        "success" => StateKind.Good,
        "error" => StateKind.Bad,
        "warn" => StateKind.Warning,
        "info" => StateKind.Busy,
        _ => state == KnownResourceStates.Running ? StateKind.Good : StateKind.Off,
    };

    private static string Words(string state) => true switch
    {
        _ when state == KnownResourceStates.FailedToStart => "Failed to start",
        _ when state == KnownResourceStates.NotStarted => "Not started",
        _ when state == KnownResourceStates.RuntimeUnhealthy => "Runtime unhealthy",
        _ when state == KnownResourceStates.ValueMissing => "Value missing",
        _ => state,
    };
}
