using System.Net;
using MyArch.Catalog.Tests.Orders;

namespace MyArch.Catalog.Tests.Customers;

[Collection(DataTierCollection.Name)]
public sealed class CustomerTests(Shop shop) : IClassFixture<Shop>
{
    private const string Ada = """{"name":"Ada Lovelace","email":"ada@example.org","address":"12 Square\nLondon"}""";

    private readonly HttpClient _caller = shop.Caller;

    [Fact]
    public async Task A_profile_is_kept_and_can_be_changed()
    {
        await (await _caller.GetAsync("/internal/customers/ada")).ShouldBeProblemAsync(HttpStatusCode.NotFound);

        var saved = await _caller.SendJsonAsync(HttpMethod.Put, "/internal/customers/ada", Ada);
        (await saved.ShouldBeJsonAsync()).GetRawText().ShouldBe(Ada);
        saved.Header("X-Consistency-Token").ShouldNotBeNull();
        (await (await _caller.GetAsync("/internal/customers/ada")).ShouldBeJsonAsync()).GetRawText().ShouldBe(Ada);

        await (await _caller.SendJsonAsync(HttpMethod.Put, "/internal/customers/ada", Ada.Replace("Lovelace", "King"))).ShouldBeJsonAsync();
        var read = await _caller.GetAsync("/internal/customers/ada");
        (await read.ShouldBeJsonAsync()).GetProperty("name").GetString().ShouldBe("Ada King");
        read.Headers.CacheControl!.ToString().ShouldBe("no-store");
    }

    [Fact]
    public async Task The_first_order_makes_the_profile_and_a_later_one_leaves_a_saved_one_as_it_is()
    {
        var first = Placing.NewId();
        await _caller.PlaceAsync(first, Placing.Message(first, "buyer", (1, 1, 1590)));
        (await (await _caller.GetAsync("/internal/customers/buyer")).ShouldBeJsonAsync()).GetProperty("name").GetString().ShouldBe("Ada Lovelace");

        await (await _caller.SendJsonAsync(HttpMethod.Put, "/internal/customers/buyer", Ada.Replace("Lovelace", "King"))).ShouldBeJsonAsync();
        var second = Placing.NewId();
        await _caller.PlaceAsync(second, Placing.Message(second, "buyer", (1, 1, 1590)));

        (await (await _caller.GetAsync("/internal/customers/buyer")).ShouldBeJsonAsync()).GetProperty("name").GetString().ShouldBe("Ada King");
    }

    [Theory]
    [InlineData("Ada Lovelace", "", "name")]
    [InlineData("ada@example.org", "", "email")]
    [InlineData("ada@example.org", "ada", "email")]
    [InlineData("ada@example.org", "@example.org", "email")]
    [InlineData("ada@example.org", "ada@", "email")]
    [InlineData("ada@example.org", "a@b@c", "email")]
    [InlineData("ada@example.org", "ada @example.org", "email")]
    [InlineData("12 Square", "\\u0000", "address")]
    [InlineData("12 Square\\nLondon", " ", "address")]
    [InlineData("\"name\":", "\"id\":\"x\",\"name\":", "id")]
    public async Task A_profile_that_makes_no_sense_is_a_400_that_names_what_is_wrong(string said, string saysNow, string member) =>
        await (await _caller.SendJsonAsync(HttpMethod.Put, "/internal/customers/wrong", Ada.Replace(said, saysNow))).ShouldNameAsync(member);

    [Fact]
    public async Task An_id_that_is_none_is_a_400_to_write_and_a_404_to_read()
    {
        await (await _caller.SendJsonAsync(HttpMethod.Put, "/internal/customers/a%20b", Ada)).ShouldNameAsync("id");
        await (await _caller.GetAsync("/internal/customers/a%27b")).ShouldBeProblemAsync(HttpStatusCode.NotFound);
    }
}
