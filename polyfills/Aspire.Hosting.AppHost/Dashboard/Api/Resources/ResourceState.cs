using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Dashboard.Resources;

namespace Aspire.Hosting.Dashboard.Api.Resources;

/// <summary>A resource at this moment. Environment variables and properties are left out: they hold secrets.</summary>
/// <param name="Name">Its name in the model.</param>
/// <param name="Type">What it is: <c>Project</c>, <c>Container</c>, …</param>
/// <param name="State">One of Aspire's states or a word of the application's; null when it has none.</param>
/// <param name="Health"><c>Healthy</c>, <c>Degraded</c> or <c>Unhealthy</c> while it runs.</param>
/// <param name="Parent">The resource that it belongs to.</param>
/// <param name="IsHidden">Whether lists for people leave it out.</param>
/// <param name="StartedAt">When its last start was, UTC.</param>
/// <param name="StoppedAt">When it ended last, UTC.</param>
/// <param name="ExitCode">How it ended.</param>
/// <param name="HealthReports">Each of its health checks.</param>
/// <param name="Urls">Where it can be reached.</param>
/// <param name="Commands">What can be done to it.</param>
internal sealed record ResourceState(
    string Name,
    string Type,
    string? State,
    string? Health,
    string? Parent,
    bool IsHidden,
    DateTime? StartedAt,
    DateTime? StoppedAt,
    int? ExitCode,
    IReadOnlyList<ResourceState.HealthReport> HealthReports,
    IReadOnlyList<ResourceState.Address> Urls,
    IReadOnlyList<ResourceState.Command> Commands)
{
    /// <param name="resource">The resource.</param>
    /// <param name="snapshot">Its state, without secrets.</param>
    public static ResourceState Of(IResource resource, CustomResourceSnapshot snapshot) =>
        new(
            resource.Name,
            snapshot.ResourceType,
            snapshot.State?.Text,
            snapshot.HealthStatus?.ToString(),
            ResourceEntry.ParentOf(snapshot),
            snapshot.IsHidden,
            snapshot.StartTimeStamp,
            snapshot.StopTimeStamp,
            snapshot.ExitCode,
            [.. snapshot.HealthReports.Select(static report => new HealthReport(report.Name, report.Status?.ToString(), report.Description ?? report.ExceptionText))],
            [.. snapshot.Urls.Select(static url => new Address(url.Name, url.Url, url.IsInternal, url.IsInactive))],
            [.. snapshot.Commands.Select(static command => new Command(
                command.Name, command.DisplayName, command.DisplayDescription, command.ConfirmationMessage, command.State.ToString().ToLowerInvariant()))]);

    /// <param name="Status">Null before the first answer.</param>
    internal sealed record HealthReport(string Name, string? Status, string? Description);

    /// <param name="Name">The endpoint's name, if it is one's.</param>
    /// <param name="IsInactive">Whether nothing listens there now.</param>
    internal sealed record Address(string? Name, string Url, bool IsInternal, bool IsInactive);

    /// <param name="State"><c>enabled</c>, <c>disabled</c> or <c>hidden</c>.</param>
    internal sealed record Command(string Name, string DisplayName, string? Description, string? Confirmation, string State);
}
