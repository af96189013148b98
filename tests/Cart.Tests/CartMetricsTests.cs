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
}
