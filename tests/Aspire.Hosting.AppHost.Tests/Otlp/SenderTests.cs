using System.Diagnostics;
using System.Text.Json.Nodes;
using Aspire.Hosting.Dashboard.Telemetry;
using Aspire.Hosting.Dashboard.Telemetry.Metrics;
using Microsoft.Extensions.Logging;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Logs;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using LogRecord = Aspire.Hosting.Dashboard.Telemetry.LogRecord;
using SpanKind = Aspire.Hosting.Dashboard.Telemetry.SpanKind;
using TraceFilter = Aspire.Hosting.Dashboard.Telemetry.TraceFilter;

namespace Aspire.Hosting.Dashboard.Tests.Otlp;

/// <summary>Two senders that know nothing of each other, over the real listener.</summary>
public sealed class SenderTests : IClassFixture<Dashboard>
{
    private readonly Dashboard _dashboard;

    public SenderTests(Dashboard dashboard)
    {
        _dashboard = dashboard;
        _dashboard.Get<TraceStore>().Clear(null);
        _dashboard.Get<LogStore>().Clear(null);
        _dashboard.Get<MetricStore>().Clear(null);
    }

    [Theory]
    [InlineData("none")]
    [InlineData("gzip")]
    public async Task What_the_exporters_for_JavaScript_send_arrives_whole(string compression)
    {
        await NodeSender.RunAsync(_dashboard.Settings, compression);

        var trace = _dashboard.Get<TraceStore>().List(TraceFilter.None, 0, 10).Items.ShouldHaveSingleItem();
        trace.Name.ShouldBe("npm-sender: GET /orders");
        trace.Spans.Count.ShouldBe(1_002);
        var root = trace.First;
        (root.Kind, root.Scope.Name, root.Scope.Version, root.IsError).ShouldBe((SpanKind.Server, "npm.tracer", "1.2.3", false));
        root.Attributes.Select(attribute => $"{attribute.Key}={attribute.Value}").ShouldBe(["text=grün", "whole=42", "real=0.5", "yes=true", """list=["x","y"]"""]);
        root.Resource.InstanceId.ShouldBe("one");
        root.Resource.Attributes.Text("tags").ShouldBe("""["a","b"]""");
        var child = trace.Spans.Single(span => span.Name == "send");
        (child.ParentId, child.Kind, child.Status, child.StatusMessage).ShouldBe((root.Id, SpanKind.Producer, SpanStatus.Error, "queue is full"));
        child.Events.ShouldHaveSingleItem().Attributes.Text("exception.message").ShouldBe("queue is full");
        var link = child.Links.ShouldHaveSingleItem();
        (link.TraceId.ToString(), link.SpanId.ToString(), link.Attributes.Text("why")).ShouldBe(("0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331", "batch"));
        trace.Spans.Where(span => span.Name == "step").Select(span => span.Attributes[0].Value.AsLong).Order().ShouldBe(Enumerable.Range(0, 1_000).Select(i => (long)i));

        var logs = _dashboard.Get<LogStore>().List(LogFilter.None, 0, 10).Items.OrderBy(record => record.Id).ToArray();
        logs.Length.ShouldBe(2);
        (logs[0].Message, logs[0].Severity, logs[0].SeverityText, logs[0].EventName, logs[0].Scope.Name).ShouldBe(("Queue is full", LogSeverity.Warning, "WARN", "queue.full", "npm.logger"));
        (logs[0].TraceId, logs[0].SpanId, logs[0].Attributes.Text("depth")).ShouldBe((trace.Id, child.Id, "7"));
        (logs[1].Message, logs[1].Severity, logs[1].TraceId.IsEmpty).ShouldBe(("""{"nested":{"answer":42}}""", LogSeverity.Critical, true));

        await MetricsAreWholeAsync("npm-cumulative");
        await MetricsAreWholeAsync("npm-delta");
    }

    private async Task MetricsAreWholeAsync(string resource)
    {
        // Rates and percentiles are told once the second of the last export is over.
        var all = await Eventually.BecomesAsync(
            async _ => (await GetAsync($"/api/resources/{resource}/metrics"))["instruments"]!.AsArray().ToDictionary(static one => (string)one!["name"]!, static one => one!),
            static all => Math.Round(60 * ((double?)all["npm.exponential"]["latest"]!["ratePerSecond"] ?? 0)) == 7,
            because: "the second is over");
        all.Values.Select(static one => $"{one["meter"]} {one["name"]} {one["kind"]} {one["unit"]} {one["description"]} {one["series"]} {one["latest"]!["value"]}".Trim()).ShouldBe(
        [
            "npm.meter npm.counter counter {order} Orders. 2 7", "npm.meter npm.exponential histogram ms  1 7", "npm.meter npm.gauge gauge   1 21.5", "npm.meter npm.histogram histogram s  1 5",
            "npm.meter npm.level upDownCounter   1 3",
        ]);

        var percentiles = new[] { "p50", "p90", "p99" };
        // Half of the five lie below three quarters of the second bucket (0.1 to 1); of the last one its bound is known.
        percentiles.Select(name => Math.Round((double)all["npm.histogram"]["latest"]![name]!, 3)).ShouldBe([0.775, 10, 10]);
        // Of 0, 1, 2, 4, 8, 16 and 1000, as exact as buckets are.
        ((double)all["npm.exponential"]["latest"]!["p50"]!).ShouldBe(4, 0.2);
        ((double)all["npm.exponential"]["latest"]!["p99"]!).ShouldBe(1000, 50);

        var points = await GetAsync($"/api/resources/{resource}/metrics/npm.meter/npm.counter?by=kind&window=1m");
        points["lines"]!.AsArray().Select(line => $"{line!["name"]} {Math.Round((int)points["stepSeconds"]! * line["values"]!.AsArray().Sum(static value => (double?)value ?? 0), 3)}").ShouldBe(["a 5", "b 2"]);
        (await GetAsync($"/api/resources/{resource}/metrics/npm.meter/npm.gauge"))["dimensions"]!["room"]!.AsArray().Select(static value => (string)value!).ShouldBe(["a"]);
    }

    private async Task<JsonNode> GetAsync(string path) => JsonNode.Parse(await _dashboard.Clients.Api.GetStringAsync(new Uri(path, UriKind.Relative)))!;

    [Fact]
    public void What_the_exporter_for_NET_sends_arrives_whole()
    {
        var resource = ResourceBuilder.CreateEmpty().AddService("net-sender", "group", "1.0", serviceInstanceId: "seven");
        using var source = new ActivitySource("net.source", "2.0");
        string traceId;
        using (var traces = Sdk.CreateTracerProviderBuilder().SetResourceBuilder(resource).AddSource(source.Name).AddOtlpExporter(exporter => Configure(exporter, "traces")).Build())
        using (var loggers = LoggerFactory.Create(logging => logging.AddOpenTelemetry(options =>
        {
            options.IncludeFormattedMessage = true;
            options.SetResourceBuilder(resource);
            options.AddOtlpExporter(exporter => Configure(exporter, "logs"));
        })))
        {
            using var root = source.StartActivity("work", ActivityKind.Consumer).ShouldNotBeNull();
            traceId = root.TraceId.ToHexString();
            root.SetTag("n", 5).SetTag("list", new[] { 1, 2 }).AddException(new InvalidOperationException("no"));
            root.SetStatus(ActivityStatusCode.Error, "no");
            using (source.StartActivity("part"))
            {
                Log.Placed(loggers.CreateLogger("Net.Category"), 7, "open");
            }
        }

        TraceId.TryParse(traceId, out var id).ShouldBeTrue();
        var trace = _dashboard.Get<TraceStore>().Find(id).ShouldNotBeNull();
        trace.Name.ShouldBe("net-sender: work");
        trace.Spans.Count.ShouldBe(2);
        var first = trace.First;
        (first.Kind, first.Status, first.StatusMessage, first.Scope.Name, first.Scope.Version, first.Resource.InstanceId).ShouldBe((SpanKind.Consumer, SpanStatus.Error, "no", "net.source", "2.0", "seven"));
        (first.Attributes.Text("n"), first.Attributes.Text("list")).ShouldBe(("5", "[1,2]"));
        first.Events.ShouldHaveSingleItem().Attributes.Text("exception.type").ShouldBe("System.InvalidOperationException");
        trace.Spans[1].ParentId.ShouldBe(first.Id);
        first.Resource.Attributes.Text("service.namespace").ShouldBe("group");

        LogRecord record = _dashboard.Get<LogStore>().List(LogFilter.None, 0, 10).Items.ShouldHaveSingleItem();
        (record.Message, record.Severity, record.Scope.Name, record.TraceId, record.SpanId).ShouldBe(("Order 7 is open", LogSeverity.Information, "Net.Category", id, trace.Spans[1].Id));
        record.Attributes.Text("OrderId").ShouldBe("7");
    }

    private void Configure(OtlpExporterOptions exporter, string signal)
    {
        exporter.Protocol = OtlpExportProtocol.HttpProtobuf;
        exporter.Endpoint = new Uri(_dashboard.Settings.OtlpAddress, $"/v1/{signal}");
        exporter.Headers = $"x-otlp-api-key={_dashboard.Settings.OtlpApiKey}";
    }
}
