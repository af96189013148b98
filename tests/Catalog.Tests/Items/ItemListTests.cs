using System.Net;
using System.Text.Json;

namespace MyArch.Catalog.Tests.Items;

[Collection(DataTierCollection.Name)]
public sealed class ItemListTests(Shop shop) : IClassFixture<Shop>
{
    private readonly HttpClient _visitor = shop.Visitor;

    [Fact]
    public async Task Page_after_page_shows_every_item_once_in_the_order_of_their_ids()
    {
        (await ReadAllAsync("/api/catalog/items?limit=100")).Select(Id).ShouldBe(Enumerable.Range(1, 1000));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    public async Task Pages_of_any_size_join_without_a_gap(int limit)
    {
        var all = (await ReadAllAsync("/api/catalog/items?limit=100&category=caps")).Select(Id).ToList();

        all.Count.ShouldBe(77);
        (await ReadAllAsync($"/api/catalog/items?limit={limit}&category=caps")).Select(Id).ShouldBe(all);
    }

    [Fact]
    public async Task Without_parameters_a_page_has_twenty_items_with_all_that_is_in_them()
    {
        var page = await (await _visitor.GetAsync("/api/catalog/items")).ShouldBeJsonAsync();

        page.GetProperty("items").GetArrayLength().ShouldBe(20);
        page.GetProperty("next").GetString().ShouldNotBeNullOrEmpty();
        page.GetProperty("items")[0].GetRawText().ShouldBe(
            """{"id":1,"name":"Ember Classic T-Shirt","description":"This classic t-shirt in charcoal is made of organic cotton. The neck keeps its shape, wash after wash.","category":"t-shirts","colour":"charcoal","sizes":["XS","S","M","L","XL","XXL"],"priceCents":1590,"stock":57}""");
    }

    [Fact]
    public async Task The_last_page_has_no_next_one()
    {
        var page = await (await _visitor.GetAsync("/api/catalog/items?category=scarves&limit=100")).ShouldBeJsonAsync();

        page.GetProperty("items").GetArrayLength().ShouldBe(76);
        page.GetProperty("next").ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [Theory]
    [InlineData("hoodie", "hoodies")]
    [InlineData("HOODIES", "hoodies")]
    [InlineData("hood", "hoodies")]
    [InlineData("t-shirt", "t-shirts")]
    [InlineData("scarf", "scarves")]
    public async Task A_search_finds_words_in_other_forms_and_half_typed_ones(string text, string category)
    {
        var found = await ReadAllAsync($"/api/catalog/items?limit=100&q={Uri.EscapeDataString(text)}");

        found.Count(item => item.GetProperty("category").GetString() == category).ShouldBeGreaterThan(70);
        found[0].GetProperty("category").GetString().ShouldBe(category);
    }

    [Fact]
    public async Task What_matches_in_name_and_colour_comes_before_what_is_only_described_so()
    {
        var found = await ReadAllAsync("/api/catalog/items?limit=100&q=striped+red+sweater");

        found.ShouldNotBeEmpty();
        found.ShouldAllBe(static item => item.GetProperty("name").GetString()!.Contains("Striped Sweater") && item.GetProperty("colour").GetString() == "red");
    }

    [Fact]
    public async Task Quotes_minus_and_or_mean_what_they_mean_to_search_engines()
    {
        var exact = await ReadAllAsync("/api/catalog/items?limit=100&q=%22washed+linen%22+-dress");
        var either = await ReadAllAsync("/api/catalog/items?limit=100&q=hoodie+or+cap");

        exact.ShouldNotBeEmpty();
        exact.ShouldAllBe(static item => item.GetProperty("description").GetString()!.Contains("washed linen") && item.GetProperty("category").GetString() != "dresses");
        either.Select(static item => item.GetProperty("category").GetString()).Distinct().ShouldBe(["hoodies", "caps"], ignoreOrder: true);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(9)]
    public async Task Pages_of_a_search_join_without_a_gap_the_best_first(int limit)
    {
        var all = (await ReadAllAsync("/api/catalog/items?limit=100&q=striped+linen")).Select(Id).ToList();

        all.Count.ShouldBeGreaterThan(10);
        all.Distinct().Count().ShouldBe(all.Count);
        (await ReadAllAsync($"/api/catalog/items?limit={limit}&q=striped+linen")).Select(Id).ShouldBe(all);
    }

    [Fact]
    public async Task A_search_within_a_category_finds_only_items_of_it() =>
        (await ReadAllAsync("/api/catalog/items?limit=100&q=wool&category=socks")).ShouldAllBe(static item => item.GetProperty("category").GetString() == "socks");

    [Theory]
    [InlineData("'")]
    [InlineData("\"")]
    [InlineData("\"\"\"\"")]
    [InlineData("'; DROP TABLE products; --")]
    [InlineData("' OR '1'='1")]
    [InlineData("cap' & !(red | blue) <-> :*")]
    [InlineData("\\")]
    [InlineData("%")]
    [InlineData("a\0b")]
    [InlineData("\u0001\u0002")]
    [InlineData("-")]
    [InlineData("- - -")]
    [InlineData("or or or")]
    [InlineData("the")]
    [InlineData("東京 🧥")]
    [InlineData("ªº ǆ ﬁ İ ß")]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("$1 @text {0}")]
    [InlineData("((((((((((((((((((((")]
    public async Task Whatever_is_typed_is_a_search_and_never_an_error(string text)
    {
        var page = await (await _visitor.GetAsync($"/api/catalog/items?q={Uri.EscapeDataString(text)}")).ShouldBeJsonAsync();

        page.GetProperty("items").ValueKind.ShouldBe(JsonValueKind.Array);
        (await shop.Tier.ExecuteAsync(shop.Database, "SELECT count(*) FROM products")).ShouldBe(1000L);
    }

    [Fact]
    public async Task Text_at_random_never_makes_an_error()
    {
        const string Alphabet = "aehoods 'or\"-&|!:*()<>\\%_~ \t\u00e9\u0130\u4eac\ufffd\u200b";
        var random = new Random(20261123);
        for (var round = 0; round < 150; round++)
        {
            var text = new string([.. Enumerable.Range(0, random.Next(1, 30)).Select(_ => Alphabet[random.Next(Alphabet.Length)])]);

            var response = await _visitor.GetAsync($"/api/catalog/items?limit=1&q={Uri.EscapeDataString(text)}");

            response.StatusCode.ShouldBe(HttpStatusCode.OK, text);
        }
    }

    [Theory]
    [InlineData("limit=0", "limit")]
    [InlineData("limit=-1", "limit")]
    [InlineData("limit=101", "limit")]
    [InlineData("limit=100000", "limit")]
    [InlineData("limit=1e1", "limit")]
    [InlineData("limit=ten", "limit")]
    [InlineData("limit=99999999999999999999", "limit")]
    [InlineData("limit=1&limit=2", "limit")]
    [InlineData("limit=%2010", "limit")]
    [InlineData("q=a&q=b", "q")]
    [InlineData("after=20", "after")]
    [InlineData("after=' OR 1=1 --", "after")]
    [InlineData("after=AAAAAAAAAAAAAAAAAAAAAAA", "after")]
    [InlineData("category=Caps", "category")]
    [InlineData("category=caps%0A", "category")]
    [InlineData("category=caps%00", "category")]
    [InlineData("category=' OR 1=1 --", "category")]
    public async Task A_parameter_that_makes_no_sense_is_a_400_that_names_it(string query, string parameter) =>
        await (await _visitor.GetAsync($"/api/catalog/items?{query}")).ShouldNameAsync(parameter);

    [Fact]
    public async Task A_search_of_thousands_of_characters_is_a_400_and_is_not_repeated()
    {
        var response = await _visitor.GetAsync($"/api/catalog/items?q={new string('a', 7000)}");

        await response.ShouldNameAsync("q");
        (await response.Content.ReadAsStringAsync()).Length.ShouldBeLessThan(1000);
    }

    [Fact]
    public async Task A_cursor_of_another_search_is_a_400()
    {
        var next = (await (await _visitor.GetAsync("/api/catalog/items?limit=1")).ShouldBeJsonAsync()).GetProperty("next").GetString();

        await (await _visitor.GetAsync($"/api/catalog/items?limit=1&q=cap&after={next}")).ShouldNameAsync("after");
        await (await _visitor.GetAsync($"/api/catalog/items?limit=1&category=caps&after={next}")).ShouldNameAsync("after");
        (await _visitor.GetAsync($"/api/catalog/items?limit=5&after={next}")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_category_that_is_unknown_has_no_items()
    {
        var page = await (await _visitor.GetAsync("/api/catalog/items?category=gloves")).ShouldBeJsonAsync();

        page.GetProperty("items").GetArrayLength().ShouldBe(0);
        page.GetProperty("next").ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [Fact]
    public async Task Categories_are_listed_with_the_number_of_their_items()
    {
        var categories = (await (await _visitor.GetAsync("/api/catalog/categories")).ShouldBeJsonAsync()).GetProperty("items").EnumerateArray().ToList();

        categories.Select(static category => category.GetProperty("name").GetString()).ShouldBe(
            ["caps", "dresses", "hoodies", "jackets", "jeans", "scarves", "shirts", "shoes", "shorts", "skirts", "socks", "sweaters", "t-shirts"]);
        categories.Sum(static category => category.GetProperty("count").GetInt32()).ShouldBe(1000);
    }

    [Theory]
    [InlineData("/api/catalog/items?category=jeans")]
    [InlineData("/api/catalog/categories")]
    public async Task A_list_that_the_browser_has_is_not_sent_again(string path)
    {
        var response = await _visitor.GetAsync(path);
        response.Headers.CacheControl!.ToString().ShouldBe("no-cache");

        var again = await _visitor.SendAsync(HttpMethod.Get, path, ("If-None-Match", response.Header("ETag")!));

        again.StatusCode.ShouldBe(HttpStatusCode.NotModified);
        (await again.Content.ReadAsByteArrayAsync()).ShouldBeEmpty();
        again.Header("ETag").ShouldBe(response.Header("ETag"));
    }

    [Fact]
    public async Task The_second_time_a_page_comes_from_the_cache_and_says_so()
    {
        const string Path = "/api/catalog/items?limit=3&category=skirts";
        var first = await _visitor.GetAsync(Path);
        var second = await _visitor.GetAsync(Path);

        (first.Header("X-Cache"), first.Header("X-Database")).ShouldBe(("miss", "primary"));
        (second.Header("X-Cache"), second.Header("X-Database")).ShouldBe(("hit", null));
        (await second.Content.ReadAsStringAsync()).ShouldBe(await first.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData("/api/catalog/items")]
    [InlineData("/api/catalog/items?limit=0")]
    [InlineData("/api/catalog/items/1")]
    [InlineData("/api/catalog/items/1/picture")]
    [InlineData("/api/catalog/items/999999")]
    [InlineData("/api/catalog/categories")]
    public async Task Head_answers_as_get_does_without_the_body(string path)
    {
        var get = await _visitor.GetAsync(path);
        var head = await _visitor.SendAsync(HttpMethod.Head, path);

        head.StatusCode.ShouldBe(get.StatusCode);
        head.Header("ETag").ShouldBe(get.Header("ETag"));
        head.Content.Headers.ContentType.ShouldBe(get.Content.Headers.ContentType);
        (await head.Content.ReadAsByteArrayAsync()).ShouldBeEmpty();
    }

    private async Task<List<JsonElement>> ReadAllAsync(string path)
    {
        List<JsonElement> items = [];
        for (string? next = ""; next is not null;)
        {
            var page = await (await _visitor.GetAsync(next.Length == 0 ? path : $"{path}&after={next}")).ShouldBeJsonAsync();
            items.AddRange(page.GetProperty("items").EnumerateArray());
            next = page.GetProperty("next").GetString();
        }

        return items;
    }

    private static int Id(JsonElement item) => item.GetProperty("id").GetInt32();
}
