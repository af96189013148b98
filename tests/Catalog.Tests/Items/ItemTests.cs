using System.Net;
using System.Xml.Linq;

namespace MyArch.Catalog.Tests.Items;

[Collection(DataTierCollection.Name)]
public sealed class ItemTests(Shop shop) : IClassFixture<Shop>
{
    private readonly HttpClient _visitor = shop.Visitor;

    [Fact]
    public async Task An_item_has_its_version_as_its_tag_and_is_asked_about_every_time()
    {
        var response = await _visitor.GetAsync("/api/catalog/items/7");

        (await response.ShouldBeJsonAsync()).GetProperty("name").GetString().ShouldBe("Jetty Baseball Cap");
        response.Header("ETag").ShouldBe("\"1\"");
        response.Headers.CacheControl!.ToString().ShouldBe("no-cache");
        response.Header("X-Instance").ShouldBe("catalog-a1");
    }

    [Theory]
    [InlineData("\"1\"", HttpStatusCode.NotModified)]
    [InlineData("W/\"1\"", HttpStatusCode.NotModified)]
    [InlineData("\"9\", \"1\"", HttpStatusCode.NotModified)]
    [InlineData("*", HttpStatusCode.NotModified)]
    [InlineData("\"2\"", HttpStatusCode.OK)]
    [InlineData("1", HttpStatusCode.OK)]
    [InlineData("\"1", HttpStatusCode.OK)]
    public async Task An_item_is_sent_again_only_if_the_client_has_another_version(string tag, HttpStatusCode status) =>
        (await _visitor.SendAsync(HttpMethod.Get, "/api/catalog/items/8", ("If-None-Match", tag))).StatusCode.ShouldBe(status);

    [Theory]
    [InlineData("/api/catalog/items/0")]
    [InlineData("/api/catalog/items/-1")]
    [InlineData("/api/catalog/items/1001000")]
    [InlineData("/api/catalog/items/2147483647")]
    [InlineData("/api/catalog/items/2147483648")]
    [InlineData("/api/catalog/items/1.5")]
    [InlineData("/api/catalog/items/one")]
    [InlineData("/api/catalog/items/1%27")]
    [InlineData("/api/catalog/items/999999/picture")]
    [InlineData("/api/catalog/things")]
    public async Task What_is_not_there_is_a_404_that_nobody_stores(string path)
    {
        var response = await _visitor.GetAsync(path);

        await response.ShouldBeProblemAsync(HttpStatusCode.NotFound);
        response.Headers.CacheControl!.ToString().ShouldBe("no-store");
    }

    [Fact]
    public async Task The_second_time_an_item_comes_from_the_cache_and_so_does_its_absence()
    {
        (await _visitor.GetAsync("/api/catalog/items/100")).Header("X-Cache").ShouldBe("miss");
        (await _visitor.GetAsync("/api/catalog/items/100")).Header("X-Cache").ShouldBe("hit");
        (await _visitor.GetAsync("/api/catalog/items/123456")).Header("X-Cache").ShouldBe("miss");
        (await _visitor.GetAsync("/api/catalog/items/123456")).Header("X-Cache").ShouldBe("hit");
    }

    [Fact]
    public async Task The_pictures_of_all_thousand_items_are_well_formed_and_name_their_items()
    {
        // By a client of the whole list, so that each picture is compared with what the list says.
        for (var id = 1; id <= 1000; id++)
        {
            var response = await _visitor.GetAsync($"/api/catalog/items/{id}/picture");
            response.StatusCode.ShouldBe(HttpStatusCode.OK);
            var picture = XDocument.Parse(await response.Content.ReadAsStringAsync());
            picture.Root!.Name.LocalName.ShouldBe("svg");
            picture.Descendants().Single(static element => element.Name.LocalName == "title").Value.ShouldContain(", ");
        }
    }

    [Fact]
    public async Task A_picture_may_be_kept_for_a_day_and_can_run_nothing()
    {
        var response = await _visitor.GetAsync("/api/catalog/items/5/picture");

        response.Content.Headers.ContentType!.ToString().ShouldBe("image/svg+xml");
        response.Headers.CacheControl!.ToString().ShouldBe("public, max-age=86400");
        response.Header("Content-Security-Policy").ShouldBe("default-src 'none'; sandbox");
        response.Header("X-Content-Type-Options").ShouldBe("nosniff");
        (await _visitor.SendAsync(HttpMethod.Get, "/api/catalog/items/5/picture", ("If-None-Match", response.Header("ETag")!))).StatusCode.ShouldBe(HttpStatusCode.NotModified);
    }

    [Fact]
    public async Task Every_instance_draws_the_same_picture()
    {
        await using var other = shop.Tier.CreateServer(shop.Database, id: "catalog-b1");
        using var client = other.CreateVisitor();

        var one = await _visitor.GetAsync("/api/catalog/items/14/picture");
        var two = await client.GetAsync("/api/catalog/items/14/picture");

        two.Header("ETag").ShouldBe(one.Header("ETag"));
        (await two.Content.ReadAsByteArrayAsync()).ShouldBe(await one.Content.ReadAsByteArrayAsync());
    }

    [Fact]
    public async Task Without_the_load_balancers_secret_nothing_is_answered()
    {
        using var stranger = new HttpClient { BaseAddress = new Uri(shop.Server.Address) };

        (await stranger.GetAsync("/api/catalog/items")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }
}
