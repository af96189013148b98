using Aspire.Hosting.Dashboard.Telemetry.Metrics;
using Microsoft.AspNetCore.Http;

namespace Aspire.Hosting.Dashboard.Metrics;

/// <summary>What a person looks at, as it stands in the address.</summary>
internal sealed record MetricsQuery
{
    /// <summary>Before the name of an attribute in a query: <c>d.http.route=/cart</c>.</summary>
    public const string DimensionPrefix = "d.";

    /// <summary>Names an attribute that series without it are asked for: any text may be a value, so none can stand for "(none)".</summary>
    public const string NoneField = "none";

    public const string Page = "/metrics";

    public string? Resource { get; init; }

    public string? Meter { get; init; }

    public string? Instrument { get; init; }

    public MetricWindow Window { get; init; } = MetricWindow.Default;

    public bool IsTable { get; init; }

    public string? SplitBy { get; init; }

    public DimensionFilter Filter { get; init; } = DimensionFilter.All;

    public static MetricsQuery Read(IQueryCollection query) => new()
    {
        Resource = Text(query, "resource"),
        Meter = query["meter"].FirstOrDefault(),
        Instrument = Text(query, "instrument"),
        Window = MetricWindow.Find(query["window"].FirstOrDefault()) ?? MetricWindow.Default,
        IsTable = query["view"] == "table",
        SplitBy = Text(query, "by"),
        Filter = ReadFilter(query),
    };

    /// <summary>The dimensions that a query names.</summary>
    public static DimensionFilter ReadFilter(IQueryCollection query)
    {
        var values = new Dictionary<string, HashSet<string?>>(StringComparer.Ordinal);
        foreach (var (name, fields) in query)
        {
            if (name.StartsWith(DimensionPrefix, StringComparison.Ordinal))
            {
                Of(values, name[DimensionPrefix.Length..]).UnionWith(fields.Select(static field => field ?? ""));
            }
        }

        foreach (var name in query[NoneField].OfType<string>())
        {
            Of(values, name).Add(null);
        }

        return values.Count == 0 ? DimensionFilter.All : new DimensionFilter(values.ToDictionary(static pair => pair.Key, static pair => (IReadOnlySet<string?>)pair.Value, StringComparer.Ordinal));
    }

    /// <summary>The address that shows this.</summary>
    public string To(string path = Page) => path + QueryString.Create(Fields());

    /// <summary>The fields of the query, those with their default left out.</summary>
    public IEnumerable<KeyValuePair<string, string?>> Fields()
    {
        (string Name, string? Value)[] own =
        [
            ("resource", Resource), ("meter", Instrument is null ? null : Meter), ("instrument", Instrument), ("window", Window == MetricWindow.Default ? null : Window.Id),
            ("view", IsTable ? "table" : null), ("by", SplitBy),
        ];
        var dimensions = Filter.Values.OrderBy(static pair => pair.Key, StringComparer.Ordinal).SelectMany(static pair => pair.Value.Order(StringComparer.Ordinal).Select(value =>
            value is null ? (Name: NoneField, Value: pair.Key) : (Name: DimensionPrefix + pair.Key, Value: (string?)value)));
        return own.Where(static field => field.Value is not null).Concat(dimensions).Select(static field => KeyValuePair.Create(field.Name, field.Value));
    }

    private static string? Text(IQueryCollection query, string name) => query[name].FirstOrDefault() is { Length: > 0 } text ? text : null;

    private static HashSet<string?> Of(Dictionary<string, HashSet<string?>> values, string key)
    {
        if (!values.TryGetValue(key, out var known))
        {
            values[key] = known = new HashSet<string?>(StringComparer.Ordinal);
        }

        return known;
    }
}
