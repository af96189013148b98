using Aspire.Hosting.Dashboard.Telemetry;
using Aspire.Hosting.Dashboard.Tests.Telemetry;

namespace Aspire.Hosting.Dashboard.Tests.Api.Telemetry;

/// <summary>A dashboard with two traces and two log records.</summary>
public sealed class SampleTelemetry : IAsyncLifetime
{
    internal Dashboard Dashboard { get; } = new();

    internal TelemetryResource Cart { get; }

    public SampleTelemetry()
    {
        var resources = Dashboard.Get<TelemetryResources>();
        var shop = resources.Of(TelemetryAttributes.Of(("service.name", "shop"), ("service.instance.id", "one"), ("zone", "a")));
        Cart = resources.Of(TelemetryAttributes.Of(("service.name", "cart"), ("service.instance.id", "two")));
        Dashboard.Get<TraceStore>().Add(
        [
            new()
            {
                TraceId = new(1, 1), Id = new(1), Resource = shop, Scope = new("Web", "2.0", default), Name = "GET /", Kind = SpanKind.Server, Start = Samples.NewYear,
                Duration = TimeSpan.FromMilliseconds(30), Attributes = TelemetryAttributes.Of(("http.response.status_code", 200), ("http.route", "/items")), Flags = 0x101,
                Events = [new(Samples.NewYear.AddTicks(1), "seen", TelemetryAttributes.Of(("a", true)))], Links = [new(new(3, 4), new(5), default)],
            },
            new()
            {
                TraceId = new(1, 1), Id = new(2), ParentId = new(1), Resource = Cart, Name = "add", Start = Samples.NewYear.AddMilliseconds(1), Duration = TimeSpan.FromMilliseconds(3),
                Status = SpanStatus.Error, StatusMessage = "full",
            },
            Samples.Span(2, 1, shop, startMs: 1_000, name: "sweep"),
        ]);
        Dashboard.Get<LogStore>().Add(
        [
            new()
            {
                Time = Samples.NewYear, Message = "Item shown", Resource = shop, Scope = new("Shop.Items", "", default), Severity = LogSeverity.Information, SeverityNumber = 9, TraceId = new(1, 1),
                SpanId = new(1), Attributes = TelemetryAttributes.Of(("id", 7)),
            },
            new() { Time = Samples.NewYear.AddSeconds(1), Message = "Cart is full", Resource = Cart, Severity = LogSeverity.Error, SeverityNumber = 17 },
        ]);
    }

    public Task InitializeAsync() => Dashboard.InitializeAsync();

    public async Task DisposeAsync() => await Dashboard.DisposeAsync();
}
