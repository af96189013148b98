using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace MyArch.AppHost.Startup;

/// <summary>How far a resource has come, in words for the person who waits.</summary>
internal static class StartupState
{
    public const string Ready = "Running, healthy";

    /// <summary>Whether the resource serves: running, and healthy if it has health checks.</summary>
    public static bool IsReady(CustomResourceSnapshot snapshot) =>
        snapshot.State?.Text == KnownResourceStates.Running && snapshot.HealthStatus is null or HealthStatus.Healthy;

    /// <summary>Whether it has ended, and so will not become ready.</summary>
    public static bool HasFailed(CustomResourceSnapshot snapshot) =>
        snapshot.State is { } state && KnownResourceStates.TerminalStates.Contains(state.Text);

    /// <summary>The state in words, with the exit code of a process that ended and what a health check says that does not pass yet.</summary>
    public static string Describe(CustomResourceSnapshot snapshot)
    {
        var state = snapshot.State?.Text ?? KnownResourceStates.Starting;
        if (IsReady(snapshot))
        {
            return Ready;
        }

        return HasFailed(snapshot) && snapshot.ExitCode is { } exitCode ? $"{state}, exit code {exitCode}"
            : state == KnownResourceStates.Running ? $"{state}, not healthy yet"
            : state;
    }
}
