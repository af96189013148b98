using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Dashboard.Telemetry;
using Aspire.Hosting.Dashboard.Telemetry.Calls;
using Aspire.Hosting.Dashboard.Telemetry.Metrics;
using Aspire.Hosting.Dashboard.Tests.Resources;
using Aspire.Hosting.Dashboard.Tests.Telemetry.Metrics;

namespace Aspire.Hosting.Dashboard.Tests.Traces;

/// <summary>A dashboard whose stores are full: of 64 MiB of spans in nearly 10,000 traces, 10,000 long log records, and 20,000 series of metrics; and of an application of a hundred resources.</summary>
public sealed class FullStores : IAsyncLifetime
{
    /// <summary>Two thousand spans, all on one page.</summary>
    public static readonly TraceId Large = new(5, 5);

    /// <summary>Nearly as many spans as one trace may have.</summary>
    public static readonly TraceId Largest = new(5, 6);

    private const int Resources = 100;
    private const int Processes = 25;
    private const int SeriesOfInstrument = 40;

    private static readonly TelemetryLimits Limits = new();
    private static readonly double[] Bounds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1];

    private int _traces;
    private int _logs;

    internal Dashboard Dashboard { get; } = new(AddResources);

    internal HttpClient Browser { get; private set; } = null!;

    private TraceStore Traces => Dashboard.Get<TraceStore>();

    private LogStore Logs => Dashboard.Get<LogStore>();

    public async Task InitializeAsync()
    {
        while (Traces.SpansDropped == 0)
        {
            Traces.Add(++_traces % 16 == 0 ? SampleTraces.Large(new TraceId(0x77, (ulong)_traces), 100, _traces) : SampleTraces.Order(new TraceId(0x77, (ulong)_traces), _traces, _traces % 20 == 0));
        }

        Traces.Add(SampleTraces.Large(Large, 2_000));
        Traces.Add(SampleTraces.Large(Largest, 9_900));
        while (Logs.Dropped == 0)
        {
            AddLog();
        }

        AddMetrics();
        Traces.EstimatedBytes.ShouldBeInRange(Limits.MaxTraceBytes * 95 / 100, Limits.MaxTraceBytes);
        Logs.Count.ShouldBe(Limits.MaxLogCount);
        Dashboard.Get<MetricStore>().SeriesCount.ShouldBe(Limits.MaxMetricSeriesCount);
        await Dashboard.InitializeAsync();
        await PublishAsync();
        Browser = await Dashboard.Clients.SignInAsync();
    }

    /// <summary>What a second brings: nothing that was made of the traces for a page before is still right.</summary>
    internal void Tick()
    {
        for (var i = 0; i < 50; i++)
        {
            Traces.Add(SampleTraces.Order(new TraceId(0x77, (ulong)++_traces), _traces));
            AddLog();
        }

        Traces.Add([TestSpans.Of((ulong)_traces << 20, 1, 100, 1, trace: Large)]);
        Traces.Add([TestSpans.Of((ulong)_traces << 20, 1, 100, 1, trace: Largest)]);
    }

    private static void AddResources(IDistributedApplicationBuilder builder)
    {
        IResourceBuilder<ExecutableResource>? group = null;
        for (var i = 0; i < Resources; i++)
        {
            var one = ShopSample.Server(builder, $"server-{i}");
            if (i % 10 == 0)
            {
                group = one;
            }
            else
            {
                one.WithParentRelationship(group!).WithReferenceRelationship(builder.Resources[i / 2]);
            }
        }
    }

    /// <summary>All run, and of as many addresses as there is room for it is known how those fare that call them.</summary>
    private async Task PublishAsync()
    {
        var notifications = Dashboard.Get<ResourceNotificationService>();
        foreach (var (index, resource) in Dashboard.Get<DistributedApplicationModel>().Resources.Index())
        {
            await notifications.PublishUpdateAsync(resource, s => s with
            {
                State = KnownResourceStates.Running,
                Urls = [new UrlSnapshot("http", $"http://localhost:{1 + index}", IsInternal: false)],
                Relationships = [.. resource.Annotations.OfType<ResourceRelationshipAnnotation>().Select(static one => new RelationshipSnapshot(one.Resource.Name, one.Type))],
                EnvironmentVariables = [.. Enumerable.Range(0, 40).Select(static i => new EnvironmentVariableSnapshot($"Name__{i}", $"value {i}", IsFromSpec: true))],
            });
        }

        Dashboard.Get<CallStore>().Add([.. Enumerable.Range(1, CallStore.MostTargets).Select(static port => TestSpans.Of(
            (ulong)port, 0, 0, port, kind: SpanKind.Client, attributes: [("server.address", "localhost"), ("server.port", (long)port)]))]);
    }

    public Task DisposeAsync() => Dashboard.DisposeAsync().AsTask();

    private void AddLog()
    {
        var i = ++_logs;
        Logs.Add([TestLogs.Of(
            i, (LogSeverity)(1 + (i % 6)), $"Order {i} is confirmed after {i % 90} ms. {new string('x', 900)}", $"catalog-{i % 5}", new TraceId(0x77, (ulong)(i / 4)), new SpanId(8), ("OrderId", (long)i), ("Elapsed", i % 90))]);
    }

    private void AddMetrics()
    {
        const int Seconds = 360;
        var origin = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() - Seconds;
        var senders = Enumerable.Range(0, Processes).Select(i => new Sender(Dashboard.Get<MetricStore>(), $"process-{i}", origin: origin)).ToArray();
        var instruments = (Limits.MaxMetricSeriesCount / Processes / SeriesOfInstrument) - 1;
        for (var at = 12; at <= Seconds; at += 12)
        {
            foreach (var sender in senders)
            {
                var durations = Enumerable.Range(0, SeriesOfInstrument).SelectMany(route => sender.Histogram("", at, Bounds, [.. Bounds.Select(_ => (long)at), at], [], ("http.route", Route(route))).Points);
                sender.Send(at, sender.Histogram("http.server.request.duration", at, Bounds, [], []) with { Points = [.. durations] });
                for (var instrument = 0; instrument < instruments; instrument++)
                {
                    var counts = Enumerable.Range(0, SeriesOfInstrument).SelectMany(route => sender.Number("", InstrumentKind.Counter, at, at * (route + 1), ("http.route", Route(route))).Points);
                    sender.Send(at, sender.Number($"counter.{instrument}", InstrumentKind.Counter, at, 0) with { Points = [.. counts] });
                }
            }
        }
    }

    // As the receiver does: one text for all that are equal.
    private static string Route(int number) => string.Intern($"/route/{number}");
}
