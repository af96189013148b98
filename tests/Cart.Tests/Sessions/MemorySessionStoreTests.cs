using System.Net;
using Microsoft.Extensions.DependencyInjection;
using MyArch.Cart.Sessions;
using MyArch.Cart.Tests.Fixtures;
using static MyArch.Cart.Tests.Fixtures.Visitor;

namespace MyArch.Cart.Tests.Sessions;

/// <summary>The mistake: it works as long as there is one instance, which lives.</summary>
public sealed class MemorySessionStoreTests(RedisFixture redis) : SessionStoreTests(redis), IClassFixture<RedisFixture>
{
    private protected override SessionStoreKind Kind => SessionStoreKind.Memory;

    // Within one instance nothing is lost.
    public override async Task Two_tabs_that_add_at_once_lose_nothing()
    {
        var server = StartInRealTime();
        var visitor = server.Visitor();
        await visitor.AddAsync(1);

        await Task.WhenAll(Enumerable.Range(0, 16).Select(i => visitor.At(server).AddAsync(1 + (i % 4))));

        Quantities(await visitor.CartAsync()).Order().ShouldBe([(1, 5), (2, 4), (3, 4), (4, 4)]);
    }

    // Another instance has never heard of it, and begins another one.
    public override async Task Every_instance_knows_the_cart()
    {
        var visitor = Server.Visitor();
        await visitor.AddAsync(7);
        var other = visitor.At(Start());
        (await other.CartAsync()).Lines.ShouldBeEmpty();
        Quantities(await other.AddAsync(8)).ShouldBe([(8, 1)]);

        // With the other one's cookie the first cart is out of reach, although it is still there.
        Quantities(await visitor.CartAsync()).ShouldBe([(7, 1)]);
        (await other.At(Server).CartAsync()).Lines.ShouldBeEmpty();
    }

    // With its instance it is gone.
    public override async Task The_cart_outlives_the_instance()
    {
        var visitor = Server.Visitor();
        await visitor.AddAsync(7);
        await Server.DisposeAsync();

        (await visitor.At(Start()).CartAsync()).Lines.ShouldBeEmpty();
    }

    [Fact]
    public async Task When_memory_is_full_a_new_session_is_refused_and_those_that_are_there_go_on()
    {
        var visitor = Server.Visitor();
        await visitor.AddAsync(7);
        await LetPassAsync(TimeSpan.FromDays(1));
        var store = Server.Services.GetRequiredService<MemorySessionStore>();
        for (var count = 1; count < MemorySessionStore.MaxSessions; count++)
        {
            (await store.TryWriteAsync(new SessionWrite(Before: null, Session.Create()), default)).Outcome.ShouldBe(SessionWriteOutcome.Stored);
        }

        var other = Server.Visitor();
        using (var refused = await other.SendAsync(HttpMethod.Post, "api/cart/items", new { productId = 7, quantity = 1 }))
        {
            await ProblemAsync(refused, HttpStatusCode.ServiceUnavailable);
        }

        Quantities(await visitor.AddAsync(7)).ShouldBe([(7, 2)]);
        await visitor.OrderAsync("key-1");
        (await visitor.OrdersAsync()).Items.Count.ShouldBe(1);
        // Those that nobody has used for a week make room.
        await LetPassAsync(TimeSpan.FromDays(7));
        Quantities(await other.AddAsync(7)).ShouldBe([(7, 1)]);
    }
}
