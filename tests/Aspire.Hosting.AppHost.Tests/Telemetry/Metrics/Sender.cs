using Aspire.Hosting.Dashboard.Telemetry;
using Aspire.Hosting.Dashboard.Telemetry.Metrics;

namespace Aspire.Hosting.Dashboard.Tests.Telemetry.Metrics;

/// <summary>A process that sends what a test says, at the times that it says: seconds after <paramref name="origin"/>.</summary>
internal sealed class Sender(MetricStore store, string resource, string instance = "1", double started = 0, string meter = "Meter", long origin = Sender.Start)
{
    /// <summary>A full hour and a whole day, so that slots of every resolution begin there.</summary>
    public const long Start = 1_800_000_000 / 86_400 * 86_400;

    private readonly TelemetryResource _resource = new(resource, instance, default);

    public static ulong Nanoseconds(double seconds, long origin = Start) => (ulong)((origin + (decimal)seconds) * 1_000_000_000);

    public void Send(double at, params MetricData[] metrics)
    {
        store.Add([new MetricBatch(_resource, new TelemetryScope(meter, "", default), metrics)]);
        store.EndExport([_resource]);
    }

    public void Count(double at, double value, params ReadOnlySpan<(string, TelemetryValue)> attributes) =>
        Send(at, Number("count", InstrumentKind.Counter, at, value, attributes));

    public void CountDelta(double from, double at, double value) => Send(at, new MetricData(
        "count", "", "", InstrumentKind.Counter, IsDelta: true, [new MetricPoint { Start = At(from), Time = At(at), Value = value }]));

    public void Measure(double at, double value) => Send(at, Number("level", InstrumentKind.Gauge, at, value));

    public MetricData Number(string name, InstrumentKind kind, double at, double value, params ReadOnlySpan<(string, TelemetryValue)> attributes) => new(
        name, "", "", kind, IsDelta: false, [new MetricPoint { Attributes = TelemetryAttributes.Of(attributes), Start = At(started), Time = At(at), Value = value }]);

    public MetricData Histogram(string name, double at, double[] bounds, long[] counts, Exemplar[] exemplars, params ReadOnlySpan<(string, TelemetryValue)> attributes) => new(
        name, "s", "", InstrumentKind.Histogram, IsDelta: false,
        [new MetricPoint
        {
            Attributes = TelemetryAttributes.Of(attributes), Start = At(started), Time = At(at), Buckets = new PointBuckets { Bounds = bounds, Counts = counts }, Exemplars = exemplars,
        }]);

    private ulong At(double seconds) => Nanoseconds(seconds, origin);
}
