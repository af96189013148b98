using MyArch.Cart.Tests.Fixtures;
using static MyArch.Cart.Tests.Fixtures.Visitor;

namespace MyArch.Cart.Tests;

/// <summary>Who has changed something sees it, also where the catalog answers through this service.</summary>
public sealed class ConsistencyTests(RedisFixture redis) : CartTests(redis), IClassFixture<RedisFixture>
{
    private const string Header = "X-Consistency-Token";

    [Theory]
    [InlineData(Header, "0/16B3748")]
    [InlineData(Header, "FFFFFFFF/ffffffff")]
    [InlineData("Cookie", "0/16B3748")]
    public async Task Prices_are_asked_for_as_new_as_the_visitor_knows_them(string header, string token)
    {
        using var added = await AddAsync((header, header == Header ? token : $"consistency-token={token}"));

        Catalog.PricesToken.ShouldBe(token);
    }

    [Theory]
    [InlineData("")]
    [InlineData("0/16B3748, 0/1")]
    [InlineData("FFFFFFFFF/FFFFFFFF")]
    [InlineData("token")]
    public async Task What_is_no_token_is_not_passed_on(string token)
    {
        using var added = await AddAsync((Header, token));

        Catalog.PricesToken.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_checkout_asks_for_them_likewise()
    {
        var visitor = Server.Visitor();
        await visitor.AddAsync(7);
        using var response = await visitor.SendAsync(HttpMethod.Post, "api/cart/checkout", Ada, ("Idempotency-Key", "key-1"), (Header, "0/16B3748"));

        Catalog.PricesToken.ShouldBe("0/16B3748");
    }

    [Fact]
    public async Task Whoever_saves_his_profile_is_told_where_it_is_kept()
    {
        using var saved = await Server.Visitor().SendAsync(HttpMethod.Put, "api/customers/me", Ada);

        saved.Headers.GetValues(Header).ShouldBe(["0/16B3748"]);
    }

    private Task<HttpResponseMessage> AddAsync((string, string) header) =>
        Server.Visitor().SendAsync(HttpMethod.Post, "api/cart/items", new { productId = 7, quantity = 1 }, header);
}
