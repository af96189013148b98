using System.Globalization;
using Aspire.Hosting.Dashboard.Telemetry;
using Aspire.Hosting.Dashboard.Telemetry.Metrics;
using Aspire.Hosting.Dashboard.Traces;

namespace Aspire.Hosting.Dashboard.Metrics;

/// <summary>Puts together what the page shows.</summary>
internal sealed class MetricsViewBuilder(MetricStore store, TraceStore traces)
{
    public const string None = "(none)";

    private const int MostExamples = 10;
    private const string RowsPath = "/metrics/rows";
    private const string DataPath = "/metrics/data";

    public MetricsView Build(MetricsQuery query)
    {
        var resources = store.Resources;
        var resource = resources.FirstOrDefault(name => string.Equals(name, query.Resource, StringComparison.OrdinalIgnoreCase));
        query = query with { Resource = resource ?? query.Resource };
        var bare = query with { SplitBy = null, Filter = DimensionFilter.All };
        var instrument = resource is null || query.Instrument is null ? null : store.Find(resource, query.Meter ?? "", query.Instrument);
        return new MetricsView
        {
            Resources = [.. resources.Select(name => new MetricsLink(name, (bare with { Resource = name }).To(), name == resource))],
            Resource = query.Resource,
            Kept = Kept(bare with { Resource = null }),
            Meters = resource is null ? [] : [.. store.Of(resource).GroupBy(static one => one.Scope.Name, StringComparer.Ordinal).Select(meter => new MeterView(meter.Key,
                [.. meter.Select(one => new MetricsLink(one.Name, (bare with { Meter = meter.Key, Instrument = one.Name }).To(), meter.Key == instrument?.Scope.Name && one.Name == instrument.Name))]))],
            Instrument = instrument is null ? null : Build(query, instrument),
            Missing = instrument is null ? query.Instrument : null,
            Dropped = store.SeriesDropped + store.PointsDropped == 0 ? null
                : string.Create(CultureInfo.InvariantCulture, $"There was not room for everything: {store.SeriesDropped:#,0} series and {store.PointsDropped:#,0} older values of others were dropped."),
        };
    }

    /// <summary>The table; null if there is no such instrument.</summary>
    public MetricTableView? BuildTable(MetricsQuery query) => Read(query) is { } chart ? BuildTable(query, chart) : null;

    /// <summary>The chart's values; null if there is no such instrument.</summary>
    public MetricChartJson? BuildChart(MetricsQuery query)
    {
        if (Read(query) is not { } chart)
        {
            return null;
        }

        var unit = UnitOf(chart);
        return new MetricChartJson(
            unit.Text,
            chart.Step,
            chart.Times,
            [.. chart.Lines.Select((line, index) => new MetricLineJson(NameOf(line, chart), ColourOf(line, chart, index), [.. line.Values.Select(value => value * unit.Factor)]))],
            [.. Examples(chart).Select(exemplar => new MetricExemplarJson(exemplar.Time / 1000d, exemplar.Value * unit.Factor, $"{unit.Format(exemplar.Value)} {unit.Text}".Trim(), Link(exemplar)))],
            LeftOut(chart));
    }

    private InstrumentView Build(MetricsQuery query, Instrument instrument)
    {
        var chart = Read(query)!;
        var dimensions = store.Dimensions(query.Resource!, query.Meter ?? "", query.Instrument!);
        return new InstrumentView
        {
            Meter = instrument.Scope.Name,
            Name = instrument.Name,
            Description = instrument.Description,
            Shows = ShowsOf(instrument.Kind, UnitOf(chart).Text),
            Windows = [.. MetricWindow.All.Select(window => new MetricsLink(window.Text, (query with { Window = window }).To(), window == query.Window))],
            Views = [new("Graph", (query with { IsTable = false }).To(), !query.IsTable), new("Table", (query with { IsTable = true }).To(), query.IsTable)],
            IsTable = query.IsTable,
            Dimensions = [.. dimensions.Select(dimension => BuildDimension(dimension, query.Filter))],
            Splits = instrument.Kind == InstrumentKind.Histogram || dimensions.Count == 0 ? [] :
                [new MetricSplit(instrument.Kind == InstrumentKind.Gauge ? "(all)" : None, "", query.SplitBy is null), .. dimensions.Select(one => new MetricSplit(one.Key, one.Key, one.Key == query.SplitBy))],
            Kept = Kept(query with { SplitBy = null, Filter = DimensionFilter.All }),
            ClearHref = (query with { SplitBy = null, Filter = DimensionFilter.All }).To(),
            IsFiltered = query.Filter.Values.Count > 0 || query.SplitBy is not null,
            DataUrl = (query with { IsTable = false }).To(DataPath),
            Table = BuildTable(query, chart),
        };
    }

    private static DimensionView BuildDimension(Dimension dimension, DimensionFilter filter)
    {
        var chosen = filter.Values.GetValueOrDefault(dimension.Key);
        // What was chosen stays there to be taken back, also when it is gone.
        var values = dimension.Values.Concat(chosen?.OfType<string>() ?? []).Distinct(StringComparer.Ordinal);
        IEnumerable<DimensionChoice> choices = values.Select(value =>
            new DimensionChoice(value.Length == 0 ? "(empty)" : value, MetricsQuery.DimensionPrefix + dimension.Key, value, chosen?.Contains(value) == true, IsNone: false));
        if (dimension.HasNone || chosen?.Contains(null) == true)
        {
            choices = choices.Prepend(new DimensionChoice(None, MetricsQuery.NoneField, dimension.Key, chosen?.Contains(null) == true, IsNone: true));
        }

        return new DimensionView(dimension.Key, [.. choices]);
    }

    private MetricTableView BuildTable(MetricsQuery query, ChartData chart)
    {
        var unit = UnitOf(chart);
        var isHistogram = chart.Kind == InstrumentKind.Histogram;
        List<string> columns = [.. chart.Lines.Select(line => Column(NameOf(line, chart), unit.Text))];
        if (isHistogram)
        {
            columns.Add("Per second");
        }

        var rows = new List<MetricRow>();
        for (var step = chart.Times.Length - 1; step >= 0; step--)
        {
            if (chart.Lines.Any(line => line.Values[step] is not null) || chart.Rates?[step] > 0)
            {
                var values = chart.Lines.Select(line => unit.Format(line.Values[step]));
                rows.Add(new MetricRow(
                    DateTime.UnixEpoch.AddSeconds(chart.Times[step]), [.. isHistogram ? values.Append(chart.Rates?[step] is { } rate ? MetricUnit.Number(rate) : "–") : values]));
            }
        }

        var examples = Examples(chart).OrderByDescending(static exemplar => exemplar.Value).Take(MostExamples).Select(exemplar =>
            new MetricExample(DateTime.UnixEpoch.AddMilliseconds(exemplar.Time), $"{unit.Format(exemplar.Value)} {unit.Text}".Trim(), Link(exemplar)));
        return new MetricTableView(query.To(RowsPath), columns, rows, [.. examples], LeftOut(chart));
    }

    private ChartData? Read(MetricsQuery query) => query.Resource is null || query.Instrument is null
        ? null
        : store.Read(query.Resource, query.Meter ?? "", query.Instrument, new ChartQuery(query.Window.Length, query.Filter, query.SplitBy));

    /// <summary>Those whose traces are (still) there.</summary>
    private IEnumerable<Exemplar> Examples(ChartData chart) => chart.Exemplars.Where(exemplar => traces.Contains(exemplar.TraceId));

    private static string Link(Exemplar exemplar) => TraceLink.Of(exemplar.TraceId, exemplar.SpanId);

    private static MetricUnit UnitOf(ChartData chart) => MetricUnit.Choose(
        chart.Unit, chart.Kind, chart.Lines.SelectMany(static line => line.Values).Select(static value => Math.Abs(value ?? 0)).DefaultIfEmpty().Max());

    private static string NameOf(ChartLine line, ChartData chart) => line.Name.Length > 0 ? line.Name : chart.Kind == InstrumentKind.Counter ? "Rate" : "Value";

    /// <summary>Percentiles from calm to loud; other lines as the names of resources are.</summary>
    private static string ColourOf(ChartLine line, ChartData chart, int index) => (chart.Kind, line.Name) switch
    {
        (InstrumentKind.Histogram, "p50") => "c2",
        (InstrumentKind.Histogram, "p90") => "c0",
        (InstrumentKind.Histogram, _) => "c4",
        _ => string.Create(CultureInfo.InvariantCulture, $"c{index % ChartData.MostLines}"),
    };

    private static string Column(string name, string unit) => unit.Length == 0 ? name : $"{name} ({unit})";

    private static string ShowsOf(InstrumentKind kind, string unit) => kind switch
    {
        InstrumentKind.Counter => "Counter, as a rate",
        InstrumentKind.UpDownCounter => "Up-down counter",
        InstrumentKind.Gauge => "Gauge",
        _ => "Histogram, as percentiles",
    } + (unit.Length == 0 ? "" : $" in {unit}");

    private static string? LeftOut(ChartData chart) => chart.LinesLeftOut == 0 ? null
        : string.Create(CultureInfo.InvariantCulture, $"{chart.LinesLeftOut:#,0} more lines are not shown. Filter, or split by another attribute.");

    private static KeyValuePair<string, string>[] Kept(MetricsQuery query) => [.. query.Fields().Select(static field => KeyValuePair.Create(field.Key, field.Value!))];
}
