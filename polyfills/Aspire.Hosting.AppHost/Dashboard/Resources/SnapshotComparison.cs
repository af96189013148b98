using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Dashboard.Resources;

/// <summary>Tells changes that can be seen from those that cannot. Each round of health checks publishes a new snapshot, and most of them say the same as before.</summary>
internal static class SnapshotComparison
{
    public static bool LooksTheSame(CustomResourceSnapshot one, CustomResourceSnapshot other) =>
        one.ResourceType == other.ResourceType
        && one.State == other.State
        && one.ExitCode == other.ExitCode
        && one.IsHidden == other.IsHidden
        && one.StartTimeStamp == other.StartTimeStamp
        && one.StopTimeStamp == other.StopTimeStamp
        && one.CreationTimeStamp == other.CreationTimeStamp
        && one.HealthReports.Select(WithoutTime).SequenceEqual(other.HealthReports.Select(WithoutTime))
        && one.Commands.SequenceEqual(other.Commands)
        && one.Urls.SequenceEqual(other.Urls)
        && one.Properties.SequenceEqual(other.Properties)
        && one.Relationships.SequenceEqual(other.Relationships)
        && one.Volumes.SequenceEqual(other.Volumes)
        && one.EnvironmentVariables.SequenceEqual(other.EnvironmentVariables);

    private static HealthReportSnapshot WithoutTime(HealthReportSnapshot report) => report with { LastRunAt = null };
}
