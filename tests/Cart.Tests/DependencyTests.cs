using System.Diagnostics;
using System.Net;
using MyArch.Cart.Tests.Fixtures;
using static MyArch.Cart.Tests.Fixtures.Visitor;

namespace MyArch.Cart.Tests;

/// <summary>What the service says when something that it needs is away, and that it needs no help when it is back.</summary>
public sealed class DependencyTests(RedisFixture redis) : CartTests(redis), IClassFixture<RedisFixture>
{
    // A second or two is what somebody waits for; the rest is for a slow machine, and still less than what a call of the catalog or a command of a patient connection may take.
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(12);

    [Fact]
    public async Task A_dead_Redis_is_503_at_once_and_what_was_acknowledged_is_there_afterwards()
    {
        var visitor = Server.Visitor();
        await visitor.AddAsync(7);
        Redis.Kill();
        await UnavailableAsync(() => visitor.GetAsync("api/cart"));
        await UnavailableAsync(() => visitor.SendAsync(HttpMethod.Post, "api/cart/items", new { productId = 7, quantity = 1 }));
        await UnavailableAsync(() => visitor.CheckOutAsync("key-1"));
        await UnavailableAsync(() => visitor.GetAsync("api/orders"));
        await ReadyAsync();

        await Redis.StartAsync();

        await Eventually.IsTrueAsync(async _ => Quantities(await visitor.CartAsync()) is [(7, 1)]);
        Quantities(await visitor.AddAsync(7)).ShouldBe([(7, 2)]);
    }

    [Fact]
    public async Task A_Redis_that_hangs_is_503_soon()
    {
        var patient = Server.Visitor();
        await patient.AddAsync(7);
        // As the host sets it: a command waits for a second.
        var visitor = patient.At(Start(("ConnectionStrings:cart-sessions", Redis.ConnectionString)));
        await Eventually.IsTrueAsync(async _ => Quantities(await visitor.CartAsync()) is [(7, 1)], because: "it is connected");
        Redis.Freeze();
        try
        {
            await UnavailableAsync(() => visitor.GetAsync("api/cart"));
            await ReadyAsync();
        }
        finally
        {
            Redis.Thaw();
        }

        await Eventually.IsTrueAsync(async _ => Quantities(await visitor.CartAsync()) is [(7, 1)]);
    }

    [Fact]
    public async Task An_instance_starts_without_Redis_and_works_once_it_is_there()
    {
        var visitor = Server.Visitor();
        await visitor.AddAsync(7);
        Redis.Kill();
        var other = visitor.At(Start());
        await UnavailableAsync(() => other.GetAsync("api/cart"));

        await Redis.StartAsync();

        await Eventually.IsTrueAsync(async _ => Quantities(await other.CartAsync()) is [(7, 1)]);
    }

    [Fact]
    public async Task Without_the_catalog_the_cart_can_be_seen_and_emptied()
    {
        var visitor = Server.Visitor();
        await visitor.AddAsync(7);
        await visitor.AddAsync(8);
        Catalog.Status = 503;
        await UnavailableAsync(() => visitor.SendAsync(HttpMethod.Post, "api/cart/items", new { productId = 9, quantity = 1 }));
        await UnavailableAsync(() => visitor.GetAsync("api/customers/me"));
        await UnavailableAsync(() => visitor.SendAsync(HttpMethod.Put, "api/customers/me", Ada));
        await UnavailableAsync(() => visitor.CheckOutAsync("key-1"));

        Quantities(await visitor.RemoveAsync(7)).ShouldBe([(8, 1)]);
        Quantities(await visitor.CartAsync()).ShouldBe([(8, 1)]);
        (await Redis.KeysAsync("order:*")).ShouldBeEmpty();
    }

    [Fact]
    public async Task Without_the_catalogs_primary_carts_go_on_however_often_it_is_asked_for()
    {
        var visitor = Server.Visitor().At(Start(("HttpClient:BreakerMinimumAttempts", "2"), ("HttpClient:MaxRetryDelay", "00:00:01")));
        await visitor.AddAsync(7);
        Catalog.AwayPath = "/internal/customers";
        for (var failures = 0; failures < 4; failures++)
        {
            await UnavailableAsync(() => visitor.SendAsync(HttpMethod.Put, "api/customers/me", Ada));
        }

        Quantities(await visitor.AddAsync(8)).ShouldBe([(7, 1), (8, 1)]);
    }

    [Fact]
    public async Task A_catalog_that_hangs_keeps_nobody_from_his_orders()
    {
        var visitor = Start(("Cart:StatusTimeout", "00:00:02")).Visitor();
        await visitor.AddAsync(7);
        var order = await visitor.OrderAsync("key-1");
        Catalog.BeforeStatus = new TaskCompletionSource().Task;
        var watch = Stopwatch.StartNew();

        (await visitor.OrderOfAsync(order)).Status.ShouldBe("placed");
        (await visitor.OrdersAsync()).Items[0].Status.ShouldBe("placed");
        watch.Elapsed.ShouldBeLessThan(Soon);
    }

    private static async Task UnavailableAsync(Func<Task<HttpResponseMessage>> send)
    {
        var watch = Stopwatch.StartNew();
        using var response = await send();
        await ProblemAsync(response, HttpStatusCode.ServiceUnavailable);
        response.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromSeconds(2));
        watch.Elapsed.ShouldBeLessThan(Soon);
    }

    private async Task ReadyAsync()
    {
        using var response = await Server.Http.GetAsync("health/ready");
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
    }
}
