namespace Aspire.Hosting.Dashboard.Telemetry.Metrics;

/// <summary>Which series are asked for: of each dimension that is named, one of the values that are named. Null among them stands for "has no such attribute".</summary>
internal sealed class DimensionFilter(IReadOnlyDictionary<string, IReadOnlySet<string?>> values)
{
    public static readonly DimensionFilter All = new(new Dictionary<string, IReadOnlySet<string?>>(StringComparer.Ordinal));

    public IReadOnlyDictionary<string, IReadOnlySet<string?>> Values => values;

    public bool Accepts(TelemetryAttributes attributes)
    {
        foreach (var (key, accepted) in values)
        {
            if (!accepted.Contains(attributes.Text(key)))
            {
                return false;
            }
        }

        return true;
    }
}
