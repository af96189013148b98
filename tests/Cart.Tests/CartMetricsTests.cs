using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using MyArch.Cart.Tests.Fixtures;

namespace MyArch.Cart.Tests;

public sealed class CartMetricsTests(RedisFixture redis) : CartTests(redis), IClassFixture<RedisFixture>
{
    [Fact]
    public async Task Sessions_and_orders_are_counted()
    {
        List<string> seen = [];
        var meters = Server.Services.GetRequiredService<IMeterFactory>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, self) =>
        {
            if (instrument.Meter.Name == CartMetrics.Name && instrument.Meter.Scope == meters)
            {
                self.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) =>
        {
            lock (seen)
            {
                seen.Add($"{instrument.Name} {value} {string.Join(' ', tags.ToArray().Select(static tag => $"{tag.Key}={tag.Value}"))}");
            }
        });
        listener.Start();

        var visitor = Server.Visitor();
        await visitor.AddAsync(7);
        await visitor.OrderAsync("key-1");
        await visitor.OrderAsync("key-1");
        Catalog.Status = 503;
        using var response = await visitor.SendAsync(HttpMethod.Post, "api/cart/items", new { productId = 7, quantity = 1 });

        seen.ShouldBe(
        [
            "myarch.cart.session.created 1 myarch.cart.session.store=Redis",
            "myarch.cart.order.placed 1 myarch.outcome=frozen",
            "myarch.cart.order.placed 1 myarch.outcome=replayed",
            "myarch.cart.request.unavailable 1 myarch.dependency=catalog",
        ]);
    }

    [Fact]
    public async Task The_span_of_a_request_says_how_its_session_is_kept()
    {
        ConcurrentQueue<string> stores = new();
        using var listener = new ActivityListener
        {
            ShouldListenTo = static source => source.Name == "Microsoft.AspNetCore",
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = span => stores.Enqueue($"{span.GetTagItem("myarch.cart.session.store")}"),
        };
        ActivitySource.AddActivityListener(listener);

        await Server.Visitor().AddAsync(7);

        await Eventually.IsTrueAsync(() => stores.Contains("Redis"), because: "a server span names the store");
    }
}
