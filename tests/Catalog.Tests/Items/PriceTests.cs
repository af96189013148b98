namespace MyArch.Catalog.Tests.Items;

[Collection(DataTierCollection.Name)]
public sealed class PriceTests(Shop shop) : IClassFixture<Shop>
{
    [Fact]
    public async Task Prices_are_told_by_id_once_each_and_unknown_ids_are_left_out() =>
        (await (await shop.Caller.GetAsync("/internal/prices?id=2&id=1&id=2&id=999999")).ShouldBeJsonAsync()).GetRawText().ShouldBe(
            """{"items":[{"productId":1,"unitPriceCents":1590},{"productId":2,"unitPriceCents":5590}]}""");

    [Fact]
    public async Task A_price_that_was_changed_is_told_at_once()
    {
        var id = await shop.AddItemAsync(priceCents: 1000);
        (await PriceAsync(id)).ShouldBe(1000);

        await (await shop.Admin.SendJsonAsync(HttpMethod.Put, $"/api/catalog/items/{id}", Shop.Body(priceCents: 1100), ("If-Match", "*"))).ShouldBeJsonAsync();

        (await PriceAsync(id)).ShouldBe(1100);
    }

    [Theory]
    [InlineData("")]
    [InlineData("?id=")]
    [InlineData("?id=one")]
    [InlineData("?id=0")]
    [InlineData("?id=-1")]
    [InlineData("?id=1,2")]
    [InlineData("?id=99999999999")]
    [InlineData("?id=1;DROP%20TABLE%20products")]
    public async Task Ids_that_are_none_are_a_400(string query) => await (await shop.Caller.GetAsync($"/internal/prices{query}")).ShouldNameAsync("id");

    [Fact]
    public async Task Fifty_ids_are_told_and_fifty_one_are_a_400()
    {
        var fifty = string.Join('&', Enumerable.Range(1, 50).Select(static id => $"id={id}"));

        (await (await shop.Caller.GetAsync($"/internal/prices?{fifty}")).ShouldBeJsonAsync()).GetProperty("items").GetArrayLength().ShouldBe(50);
        await (await shop.Caller.GetAsync($"/internal/prices?{fifty}&id=51")).ShouldNameAsync("id");
    }

    private async Task<int> PriceAsync(int id) =>
        (await (await shop.Caller.GetAsync($"/internal/prices?id={id}")).ShouldBeJsonAsync()).GetProperty("items")[0].GetProperty("unitPriceCents").GetInt32();
}
