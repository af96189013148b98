using Aspire.Hosting.Dashboard.Telemetry.Calls;
using Aspire.Hosting.Dashboard.Telemetry.Metrics;
using Aspire.Hosting.Dashboard.Traces.Detail;

namespace Aspire.Hosting.Dashboard.Resources.Graph;

/// <summary>Where the numbers of the graph come from: the last half minute of what resources say of their requests, and of those that say nothing, what their callers' spans do.</summary>
internal sealed class RequestSource(MetricStore metrics, CallStore calls)
{
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(30);

    /// <summary>Grows when numbers may have changed.</summary>
    public long Version => metrics.Version + calls.Version;

    /// <summary>The numbers of resources, by name. Those of which nobody has said anything are missing.</summary>
    public IReadOnlyDictionary<string, RequestFigures> Of(IReadOnlyList<ResourceEntry> entries)
    {
        var addresses = ResourceAddresses.Of(entries);
        var names = entries.Select(static e => e.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var called = calls.Read(target => target.Host is null ? names.TryGetValue(target.Part!, out var queue) ? [queue] : [] : addresses.FindAll(target.Host, target.Port, target.Part));
        return entries
            .Select(entry => (entry.Name, Summary: metrics.Requests(entry.Name, Window) ?? called.GetValueOrDefault(entry.Name)))
            .Where(static one => one.Summary is not null)
            .ToDictionary(static one => one.Name, static one => new RequestFigures(one.Summary!.RatePerSecond, one.Summary.ErrorShare, one.Summary.P95), StringComparer.OrdinalIgnoreCase);
    }
}
