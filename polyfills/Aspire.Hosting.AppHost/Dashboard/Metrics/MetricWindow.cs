namespace Aspire.Hosting.Dashboard.Metrics;

/// <summary>How far back a chart goes; the choices that Aspire has.</summary>
internal sealed record MetricWindow(string Id, TimeSpan Length, string Text)
{
    public static readonly IReadOnlyList<MetricWindow> All =
    [
        new("1m", TimeSpan.FromMinutes(1), "1 min"),
        new("5m", TimeSpan.FromMinutes(5), "5 min"),
        new("15m", TimeSpan.FromMinutes(15), "15 min"),
        new("30m", TimeSpan.FromMinutes(30), "30 min"),
        new("1h", TimeSpan.FromHours(1), "1 h"),
        new("3h", TimeSpan.FromHours(3), "3 h"),
        new("6h", TimeSpan.FromHours(6), "6 h"),
        new("12h", TimeSpan.FromHours(12), "12 h"),
    ];

    public static MetricWindow Default => All[1];

    public static MetricWindow? Find(string? id) => All.FirstOrDefault(window => window.Id == id);
}
