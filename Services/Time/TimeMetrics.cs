using System.Diagnostics.Metrics;

namespace MyArch.Time;

/// <summary>What the service measures of itself. Requests, their durations and errors are measured by ASP.NET Core.</summary>
internal sealed class TimeMetrics
{
    /// <summary>The meter's name.</summary>
    public const string MeterName = "MyArch.Time";

    private readonly UpDownCounter<int> _active;
    private readonly Counter<int> _refused;
    private readonly Histogram<double> _lag;

    public TimeMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(MeterName);
        _active = meter.CreateUpDownCounter<int>("myarch.time.stream.active", "{stream}", "Streams that are open now.");
        _refused = meter.CreateCounter<int>("myarch.time.stream.refused", "{stream}", "Streams refused because the instance had as many as it may.");
        _lag = meter.CreateHistogram("myarch.time.tick.lag", "s", "How long after the start of its second a tick was sent to the streams.",
            advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1] });
    }

    public void StreamOpened() => _active.Add(1);

    public void StreamClosed() => _active.Add(-1);

    public void StreamRefused() => _refused.Add(1);

    public void Ticked(TimeSpan lag) => _lag.Record(lag.TotalSeconds);
}
