using System.Security.Cryptography;
using System.Text;
using MyArch.Cart.Sessions;
using MyArch.Cart.Tests.Fixtures;
using StackExchange.Redis;
using static MyArch.Cart.Tests.Fixtures.Visitor;

namespace MyArch.Cart.Tests.Sessions;

public sealed class RedisSessionStoreTests(RedisFixture redis) : SessionStoreTests(redis), IClassFixture<RedisFixture>
{
    private protected override SessionStoreKind Kind => SessionStoreKind.Redis;

    [Fact]
    public async Task The_key_is_the_hash_of_the_id_and_the_id_is_nowhere()
    {
        var visitor = Server.Visitor();
        await visitor.AddAsync(7);
        await visitor.OrderAsync("key-1");
        var key = $"cart:{Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(visitor.Sid!)))}";

        (await Redis.Database.KeyTimeToLiveAsync(key))!.Value.ShouldBeInRange(TimeSpan.FromDays(6.9), TimeSpan.FromDays(7));
        foreach (var any in await Redis.KeysAsync("*"))
        {
            any.ShouldNotContain(visitor.Sid!);
            if (any == "order:pending")
            {
                continue;
            }

            foreach (var entry in await Redis.Database.HashGetAllAsync(any))
            {
                entry.Value.ToString().ShouldNotContain(visitor.Sid!);
            }
        }
    }

    [Fact]
    public async Task A_read_is_no_write_while_the_session_is_young()
    {
        var visitor = Server.Visitor();
        await visitor.AddAsync(7);
        var before = await ChangesAsync();
        await visitor.CartAsync();

        (await ChangesAsync()).ShouldBe(before);
    }

    [Fact]
    public async Task A_cart_of_an_older_version_loads_and_is_brought_up_to_date()
    {
        var visitor = Server.Visitor();
        visitor.Sid = Sid.Create();
        await StoreAsync(visitor.Sid, """{"schema":1,"version":3,"lines":[{"productId":7,"quantity":2,"unitPriceCents":70}]}""");

        var cart = await visitor.CartAsync();

        (Quantities(cart)[0], cart.Version).ShouldBe(((7, 2), 3));
        var document = SessionJson.Read(Encoding.UTF8.GetBytes(await StoredAsync(visitor.Sid)));
        (document.Schema, document.CustomerId.Length).ShouldBe((SessionJson.Schema, 32));
        await visitor.OrderAsync("key-1");
        await Jobs.HandledAsync();
        Catalog.Orders.Single().Value.ShouldContain(document.CustomerId);
    }

    [Fact]
    public async Task What_a_newer_version_has_stored_survives_a_change_by_this_one()
    {
        var visitor = Server.Visitor();
        visitor.Sid = Sid.Create();
        await StoreAsync(visitor.Sid, """{"schema":9,"customerId":"c","version":3,"lines":[],"orders":[],"vouchers":[{"code":"X"}]}""");
        await visitor.AddAsync(7);

        var stored = await StoredAsync(visitor.Sid);
        stored.ShouldContain("\"schema\":9");
        stored.ShouldContain("\"vouchers\":[{\"code\":\"X\"}]");
    }

    [Fact]
    public async Task Where_a_session_has_moved_is_kept_as_long_as_the_record_of_an_order_that_may_look_for_it()
    {
        var visitor = Server.Visitor();
        await visitor.AddAsync(7);
        var key = Sid.KeyOf(visitor.Sid!);
        using var saved = await visitor.SendAsync(HttpMethod.Put, "api/customers/me", Ada);

        (await Redis.Database.KeyTimeToLiveAsync(key))!.Value.ShouldBeInRange(TimeSpan.FromHours(23.9), TimeSpan.FromHours(24));
    }

    private async Task<string> ChangesAsync() =>
        ((string)(await Redis.Database.ExecuteAsync("INFO", "persistence"))!).Split('\n').Single(static line => line.StartsWith("rdb_changes_since_last_save", StringComparison.Ordinal));

    private async Task StoreAsync(string sid, string document)
    {
        await Redis.Database.HashSetAsync(Sid.KeyOf(sid), [new HashEntry("revision", 5), new HashEntry("session", document)]);
        await Redis.Database.KeyExpireAsync(Sid.KeyOf(sid), TimeSpan.FromDays(7));
    }

    private async Task<string> StoredAsync(string sid) => (await Redis.Database.HashGetAsync(Sid.KeyOf(sid), "session")).ToString();
}
