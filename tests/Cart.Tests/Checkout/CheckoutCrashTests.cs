using System.Net;
using MyArch.Cart.Tests.Fixtures;
using static MyArch.Cart.Tests.Fixtures.Visitor;

namespace MyArch.Cart.Tests.Checkout;

/// <summary>
/// kill -9 between each two steps of a checkout, with real processes. Where it happens is decided from outside: what is asked of the queue does
/// not arrive, or its answers or those of Redis do not come back.
/// </summary>
public sealed class CheckoutCrashTests(RedisFixture redis) : IClassFixture<RedisFixture>, IAsyncLifetime
{
    private readonly CatalogStub _catalog = new();
    private readonly List<IAsyncDisposable> _started = [];
    private JobsQueue _jobs = null!;
    private int _instances;

    public async Task InitializeAsync()
    {
        await redis.Database.ExecuteAsync("FLUSHALL");
        await _catalog.InitializeAsync();
        _jobs = await JobsQueue.StartAsync(_catalog);
    }

    public async Task DisposeAsync()
    {
        foreach (var started in _started.AsEnumerable().Reverse())
        {
            await started.DisposeAsync();
        }

        await _jobs.DisposeAsync();
        await _catalog.DisposeAsync();
    }

    [Fact]
    public async Task Before_the_order_is_frozen_nothing_has_happened()
    {
        var (instance, visitor) = await ShopAsync();
        var hold = new TaskCompletionSource();
        _catalog.BeforePrices = hold.Task;
        var questions = _catalog.PriceQuestions;
        var checkout = visitor.CheckOutAsync("key-1");
        await Eventually.IsTrueAsync(() => _catalog.PriceQuestions > questions);
        await KillAsync(instance, checkout);
        hold.SetResult();

        (await redis.KeysAsync("order:*")).ShouldBeEmpty();
        await RetryAsync(visitor, "key-1", orders: 1);
    }

    [Fact]
    public async Task Between_freezing_and_handing_over_a_retry_resumes()
    {
        var (visitor, order) = await DieAfterFreezingAsync();

        (await RetryAsync(visitor, "key-1", orders: 1)).ShouldBe(order);
    }

    [Fact]
    public async Task Between_freezing_and_handing_over_a_new_key_for_the_same_cart_resumes()
    {
        var (visitor, order) = await DieAfterFreezingAsync();

        (await RetryAsync(visitor, "key-2", orders: 1)).ShouldBe(order);
    }

    [Fact]
    public async Task Between_freezing_and_handing_over_another_instance_sends_it_without_being_asked()
    {
        var (visitor, order) = await DieAfterFreezingAsync();

        await ResentAsync(visitor, order);
    }

    [Fact]
    public async Task While_it_is_handed_over_and_has_not_arrived_a_retry_resumes()
    {
        var (instance, visitor) = await ShopAsync();
        _jobs.Gate.HoldQuestions();
        var checkout = visitor.CheckOutAsync("key-1");
        await Eventually.IsTrueAsync(() => _jobs.Gate.HeldQuestions > 0);
        await KillAsync(instance, checkout);

        _catalog.Orders.ShouldBeEmpty();
        _jobs.Gate.Open();
        await RetryAsync(visitor, "key-1", orders: 1);
    }

    [Fact]
    public async Task Between_handing_over_and_placing_a_retry_resumes()
    {
        var (visitor, order) = await DieAfterHandingOverAsync();

        (await RetryAsync(visitor, "key-1", orders: 1)).ShouldBe(order);
    }

    [Fact]
    public async Task Between_handing_over_and_placing_another_instance_sends_it_without_being_asked()
    {
        var (visitor, order) = await DieAfterHandingOverAsync();

        await ResentAsync(visitor, order);
    }

    [Fact]
    public async Task What_was_added_while_the_order_was_pending_stays_in_the_cart()
    {
        var (visitor, order) = await DieAfterHandingOverAsync();
        var other = visitor.At((await StartAsync(redis.Port)).Http);
        await other.AddAsync(7, 1);
        await other.AddAsync(9, 4);

        (await other.OrderAsync("key-1")).ShouldBe(order);

        Quantities(await other.CartAsync()).ShouldBe([(7, 1), (9, 4)]);
    }

    [Fact]
    public async Task Between_placing_and_answering_a_retry_with_the_old_id_finds_the_order()
    {
        await using var gate = new TcpGate(redis.Port);
        var (instance, visitor) = await ShopAsync(gate.Port);
        _jobs.Gate.HoldAnswers();
        var checkout = visitor.CheckOutAsync("key-1");
        await Eventually.IsTrueAsync(() => _catalog.Orders.Count == 1);
        gate.HoldAnswers();
        _jobs.Gate.Open();
        var order = _catalog.Orders.Single().Key;
        await Eventually.IsTrueAsync(async _ => (await redis.Database.HashGetAsync($"order:{order}", "state")).ToString() == "placed");
        await KillAsync(instance, checkout);

        (await redis.Database.SortedSetRangeByScoreAsync("order:pending")).ShouldBeEmpty();
        (await RetryAsync(visitor, "key-1", orders: 1)).ShouldBe(order);
    }

    private async Task<(Visitor Visitor, string Order)> DieAfterFreezingAsync()
    {
        await using var gate = new TcpGate(redis.Port);
        var (instance, visitor) = await ShopAsync(gate.Port);
        var hold = new TaskCompletionSource();
        _catalog.BeforePrices = hold.Task;
        var questions = _catalog.PriceQuestions;
        var checkout = visitor.CheckOutAsync("key-1");
        await Eventually.IsTrueAsync(() => _catalog.PriceQuestions > questions);
        gate.HoldAnswers();
        hold.SetResult();
        var pending = await Eventually.BecomesAsync(async _ => await redis.Database.SortedSetRangeByScoreAsync("order:pending"), static orders => orders.Length == 1);
        await KillAsync(instance, checkout);

        _catalog.Deliveries.ShouldBe(0);
        return (visitor, pending[0].ToString());
    }

    private async Task<(Visitor Visitor, string Order)> DieAfterHandingOverAsync()
    {
        var (instance, visitor) = await ShopAsync();
        _jobs.Gate.HoldAnswers();
        var checkout = visitor.CheckOutAsync("key-1");
        await Eventually.IsTrueAsync(() => _catalog.Orders.Count == 1);
        await KillAsync(instance, checkout);
        _jobs.Gate.Open();

        return (visitor, _catalog.Orders.Single().Key);
    }

    // Two of one and one of another are in the cart of a visitor, who is at an instance that will die.
    private async Task<(CartProcess Instance, Visitor Visitor)> ShopAsync(int? redisPort = null)
    {
        var instance = await StartAsync(redisPort ?? redis.Port);
        var visitor = instance.Visitor();
        await visitor.AddAsync(7, 2);
        await visitor.AddAsync(8);
        return (instance, visitor);
    }

    private async Task<string> RetryAsync(Visitor visitor, string key, int orders)
    {
        var other = visitor.At((await StartAsync(redis.Port)).Http);
        var order = await other.OrderAsync(key);
        await _jobs.HandledAsync();

        _catalog.Orders.Keys.ShouldBe([order]);
        _catalog.Orders.Count.ShouldBe(orders);
        await ShouldBePlacedOnceAsync(other, order);
        return order;
    }

    private async Task ResentAsync(Visitor visitor, string order)
    {
        // The instances that do it have no other request.
        var other = visitor.At((await StartAsync(redis.Port, resendAfter: "00:00:01")).Http);
        await StartAsync(redis.Port, resendAfter: "00:00:01");
        // Due now instead of in half a minute.
        await redis.Database.SortedSetAddAsync("order:pending", order, 1);
        await Eventually.IsTrueAsync(async _ => (await redis.Database.HashGetAsync($"order:{order}", "state")).ToString() == "placed");
        await _jobs.HandledAsync();

        _catalog.Orders.Keys.ShouldBe([order]);
        await ShouldBePlacedOnceAsync(other, order);
    }

    private async Task ShouldBePlacedOnceAsync(Visitor visitor, string order)
    {
        (await visitor.CartAsync()).Lines.ShouldBeEmpty();
        (await visitor.OrdersAsync()).Items.ShouldHaveSingleItem().Id.ShouldBe(order);
        (await visitor.OrderOfAsync(order)).TotalCents.ShouldBe(220);
        (await redis.Database.SortedSetRangeByScoreAsync("order:pending")).ShouldBeEmpty();
        (await redis.KeysAsync("order:*")).ShouldBe([$"order:{order}"]);
    }

    private static async Task KillAsync(CartProcess instance, Task<HttpResponseMessage> checkout)
    {
        await instance.KillAsync();
        try
        {
            // Where it waited for Redis it may have given up before it was killed, on a slow machine.
            (await checkout).StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        }
        catch (HttpRequestException)
        {
            // It died before it could answer.
        }
    }

    private async Task<CartProcess> StartAsync(int redisPort, string resendAfter = "00:00:30")
    {
        var settings = CartSettings.Of($"cart-a{++_instances}", $"127.0.0.1:{redisPort},abortConnect=false,connectTimeout=2000,asyncTimeout=15000", _catalog.Address, _jobs);
        settings["Cart:ResendAfter"] = resendAfter;
        var instance = await CartProcess.StartAsync(settings);
        _started.Add(instance);
        return instance;
    }
}
