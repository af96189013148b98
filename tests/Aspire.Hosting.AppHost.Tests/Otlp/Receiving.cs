using Aspire.Hosting.Dashboard.Otlp;
using Aspire.Hosting.Dashboard.Telemetry;
using Aspire.Hosting.Dashboard.Telemetry.Calls;
using Aspire.Hosting.Dashboard.Telemetry.Metrics;

namespace Aspire.Hosting.Dashboard.Tests.Otlp;

/// <summary>The decoders with their stores, without a listener.</summary>
internal sealed class Receiving
{
    public Receiving(TelemetryLimits? limits = null)
    {
        limits ??= new();
        Resources = new(limits);
        Traces = new(limits);
        Logs = new(limits);
        Metrics = new(TimeProvider.System, limits);
        var texts = new OtlpTexts();
        TraceSignal = new(limits, texts, Resources, Traces, new CallStore(TimeProvider.System), TimeProvider.System);
        LogSignal = new(limits, texts, Resources, Logs, TimeProvider.System);
        MetricSignal = new(limits, texts, Resources, Metrics);
    }

    public TelemetryResources Resources { get; }

    public TraceStore Traces { get; }

    public LogStore Logs { get; }

    public MetricStore Metrics { get; }

    public TraceSignal TraceSignal { get; }

    public LogSignal LogSignal { get; }

    public MetricSignal MetricSignal { get; }

    public IOtlpSignal SignalOf(string name) => new IOtlpSignal[] { TraceSignal, LogSignal, MetricSignal }.Single(signal => signal.Name == name);

    /// <summary>Spans, log records or points that came.</summary>
    public long ReceivedOf(string signal) => signal switch { "traces" => Traces.SpansReceived, "logs" => Logs.Count + Logs.Dropped, _ => Metrics.PointsReceived };

    /// <summary>Takes a request with one span and gives it back.</summary>
    public Span Span(byte[] request)
    {
        TraceSignal.Receive(request).Refused.ShouldBe(0);
        return Traces.List(TraceFilter.None, 0, 1).Items.ShouldHaveSingleItem().Spans.ShouldHaveSingleItem();
    }

    /// <summary>Takes a request with one log record and gives it back.</summary>
    public LogRecord Log(byte[] request)
    {
        LogSignal.Receive(request).Refused.ShouldBe(0);
        return Logs.List(LogFilter.None, 0, 1).Items.ShouldHaveSingleItem();
    }
}
