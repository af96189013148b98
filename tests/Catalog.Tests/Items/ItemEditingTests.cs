using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace MyArch.Catalog.Tests.Items;

[Collection(DataTierCollection.Name)]
public sealed class ItemEditingTests(Shop shop) : IClassFixture<Shop>
{
    private readonly HttpClient _admin = shop.Admin;

    [Fact]
    public async Task An_item_that_was_added_is_there_under_a_new_id_with_a_tag_and_a_token()
    {
        var response = await _admin.SendJsonAsync(HttpMethod.Post, "/api/catalog/items", Shop.Body("Brand New Cap", 2090, 4));

        var item = await response.ShouldBeJsonAsync(HttpStatusCode.Created);
        var id = item.GetProperty("id").GetInt32();
        id.ShouldBeGreaterThan(1000);
        response.Headers.Location!.ToString().ShouldBe($"/api/catalog/items/{id}");
        response.Header("ETag").ShouldBe("\"1\"");
        response.Header("X-Consistency-Token").ShouldNotBeNull().ShouldMatch("^[0-9A-F]+/[0-9A-F]+$");
        (await (await shop.Visitor.GetAsync(response.Headers.Location)).ShouldBeJsonAsync()).GetRawText().ShouldBe(item.GetRawText());
        (await (await shop.Visitor.SendAsync(HttpMethod.Get, "/api/catalog/items?q=brand+new", ("X-Consistency-Token", response.Header("X-Consistency-Token")!)))
            .ShouldBeJsonAsync()).GetProperty("items")[0].GetProperty("id").GetInt32().ShouldBe(id);
    }

    [Fact]
    public async Task A_change_makes_a_new_version_that_everybody_sees_at_once_although_the_old_one_was_cached()
    {
        var id = await shop.AddItemAsync();
        var path = $"/api/catalog/items/{id}";
        var before = await shop.Visitor.GetAsync(path);

        var changed = await _admin.SendJsonAsync(HttpMethod.Put, path, Shop.Body("Changed Cap", colour: "navy"), ("If-Match", before.Header("ETag")!));

        (await changed.ShouldBeJsonAsync()).GetProperty("name").GetString().ShouldBe("Changed Cap");
        changed.Header("ETag").ShouldBe("\"2\"");
        changed.Header("X-Consistency-Token").ShouldNotBeNull();
        var after = await shop.Visitor.GetAsync(path);
        (await after.ShouldBeJsonAsync()).GetProperty("colour").GetString().ShouldBe("navy");
        after.Header("ETag").ShouldBe("\"2\"");
    }

    [Fact]
    public async Task An_item_that_was_removed_is_gone_at_once_and_its_id_is_not_used_again()
    {
        var id = await shop.AddItemAsync();
        var path = $"/api/catalog/items/{id}";
        (await shop.Visitor.GetAsync(path)).StatusCode.ShouldBe(HttpStatusCode.OK);

        var removed = await _admin.SendAsync(HttpMethod.Delete, path, ("If-Match", "\"1\""));

        removed.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        removed.Header("X-Consistency-Token").ShouldNotBeNull();
        (await shop.Visitor.GetAsync(path)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await shop.AddItemAsync()).ShouldBeGreaterThan(id);
    }

    [Theory]
    [InlineData(null, HttpStatusCode.PreconditionRequired)]
    [InlineData("\"99\"", HttpStatusCode.PreconditionFailed)]
    [InlineData("W/\"1\"", HttpStatusCode.PreconditionFailed)]
    [InlineData("\"one\"", HttpStatusCode.PreconditionFailed)]
    [InlineData("1", HttpStatusCode.BadRequest)]
    [InlineData("\"1", HttpStatusCode.BadRequest)]
    [InlineData("", HttpStatusCode.BadRequest)]
    public async Task A_change_needs_the_version_that_it_was_meant_for(string? condition, HttpStatusCode status)
    {
        var id = await shop.AddItemAsync();
        (string, string)[] headers = condition is null ? [] : [("If-Match", condition)];

        await (await _admin.SendJsonAsync(HttpMethod.Put, $"/api/catalog/items/{id}", Shop.Body("Lost"), headers)).ShouldBeProblemAsync(status);
        await (await _admin.SendAsync(HttpMethod.Delete, $"/api/catalog/items/{id}", headers)).ShouldBeProblemAsync(status);

        (await (await shop.Visitor.GetAsync($"/api/catalog/items/{id}")).ShouldBeJsonAsync()).GetProperty("name").GetString().ShouldBe("Test Cap");
    }

    [Theory]
    [InlineData("*")]
    [InlineData("\"7\", \"1\"")]
    public async Task A_condition_may_name_several_versions_or_any(string condition)
    {
        var id = await shop.AddItemAsync();

        (await _admin.SendAsync(HttpMethod.Delete, $"/api/catalog/items/{id}", ("If-Match", condition))).StatusCode.ShouldBe(HttpStatusCode.NoContent);
    }

    [Fact]
    public async Task What_is_not_there_can_be_neither_changed_nor_removed()
    {
        await (await _admin.SendJsonAsync(HttpMethod.Put, "/api/catalog/items/987654", Shop.Body(), ("If-Match", "*"))).ShouldBeProblemAsync(HttpStatusCode.NotFound);
        await (await _admin.SendAsync(HttpMethod.Delete, "/api/catalog/items/987654", ("If-Match", "*"))).ShouldBeProblemAsync(HttpStatusCode.NotFound);
    }

    /// <summary>An instance dies after its commit and before it has told the cache; the load balancer sends the same request to another one.</summary>
    [Theory]
    [InlineData("PUT", "UPDATE products SET price_cents = 1100, version = version + 1", HttpStatusCode.PreconditionFailed, HttpStatusCode.OK)]
    [InlineData("DELETE", "UPDATE products SET price_cents = 1100, version = version + 1", HttpStatusCode.PreconditionFailed, HttpStatusCode.OK)]
    [InlineData("DELETE", "DELETE FROM products", HttpStatusCode.NotFound, HttpStatusCode.NotFound)]
    public async Task A_change_that_is_repeated_in_vain_puts_right_what_the_first_one_left_in_the_cache(
        string method, string committed, HttpStatusCode refusal, HttpStatusCode seen)
    {
        var id = await shop.AddItemAsync(priceCents: 1000);
        var path = $"/api/catalog/items/{id}";
        await shop.CacheAsync(path);
        await shop.Tier.ExecuteAsync(shop.Database, $"{committed} WHERE id = {id}");
        (await shop.Visitor.GetAsync(path)).Header("ETag").ShouldBe("\"1\"", "nobody has told the cache");

        var repeated = await _admin.SendJsonAsync(new(method), path, Shop.Body(priceCents: 1100), ("If-Match", "\"1\""));

        await repeated.ShouldBeProblemAsync(refusal);
        repeated.Header("X-Consistency-Token").ShouldNotBeNull();
        var now = await shop.Visitor.GetAsync(path);
        now.StatusCode.ShouldBe(seen);
        now.Header("X-Cache").ShouldBe("miss");
        now.Header("ETag").ShouldBe(seen == HttpStatusCode.OK ? "\"2\"" : null);
    }

    [Fact]
    public async Task Of_two_administrators_who_edit_at_once_exactly_one_wins()
    {
        await using var other = shop.Tier.CreateServer(shop.Database, id: "catalog-b1");
        using var second = other.CreateAdmin();
        var id = await shop.AddItemAsync();

        for (var version = 1; version <= 20; version++)
        {
            var edits = await Task.WhenAll(
                _admin.SendJsonAsync(HttpMethod.Put, $"/api/catalog/items/{id}", Shop.Body($"First {version}"), ("If-Match", $"\"{version}\"")),
                second.SendJsonAsync(HttpMethod.Put, $"/api/catalog/items/{id}", Shop.Body($"Second {version}"), ("If-Match", $"\"{version}\"")));

            edits.Select(static edit => edit.StatusCode).ShouldBe([HttpStatusCode.OK, HttpStatusCode.PreconditionFailed], ignoreOrder: true);
            var winner = await edits.Single(static edit => edit.StatusCode == HttpStatusCode.OK).ShouldBeJsonAsync();
            var seen = await (await shop.Visitor.GetAsync($"/api/catalog/items/{id}")).ShouldBeJsonAsync();
            seen.GetProperty("name").GetString().ShouldBe(winner.GetProperty("name").GetString());
        }
    }

    [Theory]
    [InlineData("POST", "/api/catalog/items")]
    [InlineData("PUT", "/api/catalog/items/1")]
    [InlineData("DELETE", "/api/catalog/items/1")]
    public async Task Only_the_administrator_may_change_anything(string method, string path)
    {
        using var guesser = shop.Server.CreateVisitor();
        guesser.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "a-key-that-is-not-the-right-one");

        var anonymous = await shop.Visitor.SendJsonAsync(new(method), path, "no json", ("If-Match", "\"1\""));
        anonymous.Headers.WwwAuthenticate.ShouldBe([new AuthenticationHeaderValue("Bearer")]);
        await anonymous.ShouldBeProblemAsync(HttpStatusCode.Unauthorized);
        await (await guesser.SendJsonAsync(new(method), path, "no json", ("If-Match", "\"1\""))).ShouldBeProblemAsync(HttpStatusCode.Forbidden);
    }

    [Theory]
    [InlineData("name", "\"\"")]
    [InlineData("name", "\"   \"")]
    [InlineData("name", "\"a\\u0000b\"")]
    [InlineData("name", "\"two\\nlines\"")]
    [InlineData("name", "null")]
    [InlineData("name", "5")]
    [InlineData("name", "\"\\ud800\"")]
    [InlineData("description", "\"\\u0007\"")]
    [InlineData("category", "\"gloves\"")]
    [InlineData("category", "\"Caps\"")]
    [InlineData("category", "\"'; DROP TABLE products; --\"")]
    [InlineData("colour", "\"infrared\"")]
    [InlineData("sizes", "[]")]
    [InlineData("sizes", "\"M\"")]
    [InlineData("sizes", "[\"M\",\"M\"]")]
    [InlineData("sizes[1]", "[\"M\",null]", "sizes")]
    [InlineData("sizes[0]", "[\"\"]", "sizes")]
    [InlineData("priceCents", "-1")]
    [InlineData("priceCents", "10000001")]
    [InlineData("priceCents", "1e30")]
    [InlineData("priceCents", "15.5")]
    [InlineData("priceCents", "99999999999")]
    [InlineData("priceCents", "\"100\"")]
    [InlineData("stock", "-1")]
    [InlineData("stock", "1000001")]
    [InlineData("stock", "true")]
    [InlineData("id", "5")]
    [InlineData("version", "5")]
    public async Task A_member_that_is_wrong_is_a_400_that_names_it(string named, string value, string? member = null)
    {
        var body = JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(Shop.Body())!;
        body.Remove(member ?? named);
        var json = $"{JsonSerializer.Serialize(body)[..^1]},\"{member ?? named}\":{value}}}";

        await (await _admin.SendJsonAsync(HttpMethod.Post, "/api/catalog/items", json)).ShouldNameAsync(named);
    }

    [Fact]
    public async Task Texts_that_are_too_long_and_missing_members_are_named_all_at_once()
    {
        var tooLong = Shop.Body(new string('x', 121)).Replace("For tests.", new string('x', 2001));

        var problem = await (await _admin.SendJsonAsync(HttpMethod.Post, "/api/catalog/items", tooLong)).ShouldBeProblemAsync(HttpStatusCode.BadRequest);
        problem.GetProperty("errors").EnumerateObject().Select(static error => error.Name).ShouldBe(["name", "description"]);
        problem = await (await _admin.SendJsonAsync(HttpMethod.Post, "/api/catalog/items", "{}")).ShouldBeProblemAsync(HttpStatusCode.BadRequest);
        problem.GetProperty("errors").EnumerateObject().Count().ShouldBe(7);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{")]
    [InlineData("{\"\\ud800\":1}")]
    public async Task What_is_no_object_at_all_is_a_400(string json) =>
        await (await _admin.SendJsonAsync(HttpMethod.Post, "/api/catalog/items", json)).ShouldBeProblemAsync(HttpStatusCode.BadRequest);

    [Fact]
    public async Task A_member_that_is_there_twice_is_a_400() =>
        await (await _admin.SendJsonAsync(HttpMethod.Post, "/api/catalog/items", Shop.Body().Replace("\"stock\":", "\"stock\":1,\"stock\":"))).ShouldNameAsync("stock");

    [Fact]
    public async Task Bytes_that_are_no_text_are_a_400_and_another_type_is_a_415_and_too_many_bytes_are_a_413()
    {
        using var noText = new ByteArrayContent([.. "{\"name\":\""u8, 0xC3, 0x28, .. "\"}"u8]) { Headers = { ContentType = new("application/json") } };
        using var form = new StringContent(Shop.Body(), Encoding.UTF8, "text/plain");
        using var large = new StringContent(new string(' ', 5_000_000), new MediaTypeHeaderValue("application/json"));

        await (await _admin.PostAsync("/api/catalog/items", noText)).ShouldBeProblemAsync(HttpStatusCode.BadRequest);
        await (await _admin.PostAsync("/api/catalog/items", form)).ShouldBeProblemAsync(HttpStatusCode.UnsupportedMediaType);
        await (await _admin.PostAsync("/api/catalog/items", large)).ShouldBeProblemAsync(HttpStatusCode.RequestEntityTooLarge);
    }

    [Fact]
    public async Task A_name_full_of_sql_and_markup_is_kept_as_it_is()
    {
        const string Name = "Robert'); DROP TABLE products;-- <b>&\"Grüße\" 🧥";
        var id = await shop.AddItemAsync(Name);

        (await (await shop.Visitor.GetAsync($"/api/catalog/items/{id}")).ShouldBeJsonAsync()).GetProperty("name").GetString().ShouldBe(Name);
        (await (await shop.Visitor.GetAsync($"/api/catalog/items/{id}/picture")).Content.ReadAsStringAsync()).ShouldContain("&lt;b&gt;&amp;");
    }
}
