namespace Aspire.Hosting.Dashboard.Telemetry.Metrics;

/// <summary>Collects the attributes of an instrument's series.</summary>
internal static class DimensionReader
{
    /// <summary>Values of one attribute that are named; a filter by one of a thousand values is none that a person makes.</summary>
    public const int MostValues = 100;

    public static IReadOnlyList<Dimension> Read(InstrumentStore instrument)
    {
        var values = new SortedDictionary<string, (SortedSet<string> Values, int Count)>(StringComparer.Ordinal);
        foreach (var series in instrument.Series)
        {
            foreach (var (key, value) in series.Attributes.Items)
            {
                var known = values.GetValueOrDefault(key, (new SortedSet<string>(StringComparer.Ordinal), 0));
                if (known.Item1.Count < MostValues)
                {
                    known.Item1.Add(value.ToString());
                }

                values[key] = (known.Item1, known.Item2 + 1);
            }
        }

        return [.. values.Select(pair => new Dimension(pair.Key, [.. pair.Value.Values], pair.Value.Count < instrument.Series.Count))];
    }
}
