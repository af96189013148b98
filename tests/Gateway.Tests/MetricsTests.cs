using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Text.RegularExpressions;
using MyArch.Gateway.Tests.Fixtures;

namespace MyArch.Gateway.Tests;

public sealed partial class MetricsTests
{
    [Fact]
    public async Task Requests_are_counted_by_target_and_by_how_they_ended()
    {
        ConcurrentQueue<string> counted = new();
        List<Instrument> instruments = [];
        using var listener = new MeterListener();
        await using var closing = new WireBackend(WireBackend.CloseAsync);
        await using var good = await Backend.StartAsync();
        await using var gateway = await TestGateway.StartHealthyAsync([closing.Address, good.Address], settings => settings["Clock:Speed"] = "1");
        var scope = gateway.Services.GetService(typeof(IMeterFactory));
        listener.InstrumentPublished = (instrument, self) =>
        {
            if (instrument.Meter.Name == GatewayMetrics.MeterName && ReferenceEquals(instrument.Meter.Scope, scope))
            {
                instruments.Add(instrument);
                self.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) =>
            counted.Enqueue($"{instrument.Name}={value} {string.Join(' ', tags.ToArray().Select(tag => tag.Value))}"));
        listener.Start();

        await gateway.SendAsync(HttpMethod.Get, "/api/orders");
        await gateway.SendAsync(HttpMethod.Get, "/api/orders");
        await gateway.SendAsync(HttpMethod.Get, "/api/nothing");
        // A forwarded request is counted when its answer has gone out, so a moment later.
        await Eventually.IsTrueAsync(() => counted.Count(static line => line.StartsWith("myarch.gateway.request.forwarded", StringComparison.Ordinal)) == 3, because: "all are counted");
        listener.RecordObservableInstruments();

        counted.ShouldContain("myarch.gateway.request.forwarded=1 shop shop-a1 a round-robin target_closed");
        counted.ShouldContain("myarch.gateway.request.retried=1 shop target_closed");
        counted.ShouldContain("myarch.gateway.request.forwarded=1 shop shop-a2 a retry ok");
        counted.ShouldContain("myarch.gateway.request.forwarded=1 shop shop-a2 a round-robin ok");
        counted.ShouldContain("myarch.gateway.request.rejected=1 404");
        counted.ShouldContain("myarch.gateway.target.count=2 shop healthy");
        counted.ShouldContain("myarch.gateway.request.active=0 shop shop-a1 a");
        instruments.Count.ShouldBe(7);
        instruments.ShouldAllBe(instrument => InstrumentName().IsMatch(instrument.Name) && instrument.Unit!.Length > 0 && instrument.Description!.Length > 0);
    }

    [GeneratedRegex(@"^myarch\.gateway(\.[a-z_]+){2}$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex InstrumentName();
}
