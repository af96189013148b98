using System.Net;
using System.Net.Http.Headers;
using System.Text;
using MyArch.Cart.Tests.Fixtures;
using static MyArch.Cart.Tests.Fixtures.Visitor;

namespace MyArch.Cart.Tests;

public sealed class CartInputTests(RedisFixture redis) : CartTests(redis), IClassFixture<RedisFixture>
{
    [Theory]
    [InlineData("""{"productId":7,"quantity":0}""", "quantity")]
    [InlineData("""{"productId":7,"quantity":-1}""", "quantity")]
    [InlineData("""{"productId":7,"quantity":100}""", "quantity")]
    [InlineData("""{"productId":7,"quantity":1e9}""", "quantity")]
    [InlineData("""{"productId":7,"quantity":99999999999}""", "quantity")]
    [InlineData("""{"productId":7,"quantity":1.5}""", "quantity")]
    [InlineData("""{"productId":7,"quantity":"many"}""", "quantity")]
    [InlineData("""{"productId":7,"quantity":"1"}""", "quantity")]
    [InlineData("""{"productId":7,"quantity":null}""", "quantity")]
    [InlineData("""{"productId":7}""", "quantity")]
    [InlineData("""{"productId":0,"quantity":1}""", "productId")]
    [InlineData("""{"productId":-7,"quantity":1}""", "productId")]
    [InlineData("""{"productId":"7","quantity":1}""", "productId")]
    [InlineData("""{"productId":7,"quantity":1,"quantity":2}""", "quantity")]
    [InlineData("""{"productId":7,"quantity":1,"unitPriceCents":1}""", "unitPriceCents")]
    public async Task A_line_that_is_none_is_refused_and_begins_no_session(string body, string member)
    {
        var visitor = Server.Visitor();
        using var response = await visitor.SendTextAsync(HttpMethod.Post, "api/cart/items", body);

        (await ProblemAsync(response, HttpStatusCode.BadRequest)).GetProperty("errors").TryGetProperty(member, out _).ShouldBeTrue();
        visitor.SetCookie.ShouldBeNull();
    }

    [Theory]
    [InlineData("""{"quantity":0}""")]
    [InlineData("""{"quantity":100}""")]
    [InlineData("""{"quantity":2,"productId":8}""")]
    [InlineData("""{"quantity":2,"unitPriceCents":1}""")]
    public async Task A_quantity_that_is_none_is_refused(string body)
    {
        using var response = await Server.Visitor().SendTextAsync(HttpMethod.Put, "api/cart/items/7", body);

        await ProblemAsync(response, HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task An_unknown_item_is_refused()
    {
        var visitor = Server.Visitor();
        using var added = await visitor.SendAsync(HttpMethod.Post, "api/cart/items", new { productId = 4711, quantity = 1 });
        using var set = await visitor.SendAsync(HttpMethod.Put, "api/cart/items/4711", new { quantity = 1 });

        await ProblemAsync(added, HttpStatusCode.UnprocessableEntity);
        await ProblemAsync(set, HttpStatusCode.UnprocessableEntity);
        visitor.Sid.ShouldBeNull();
    }

    [Theory]
    [InlineData("api/cart/items/0")]
    [InlineData("api/cart/items/-1")]
    [InlineData("api/cart/items/shirt")]
    [InlineData("api/cart/items/99999999999")]
    public async Task An_address_that_is_no_item_is_not_found(string path)
    {
        using var response = await Server.Visitor().SendAsync(HttpMethod.Delete, path);

        await ProblemAsync(response, HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Fifty_lines_fit_and_one_more_does_not()
    {
        var visitor = Server.Visitor();
        for (var id = 1; id <= 50; id++)
        {
            await visitor.AddAsync(id);
        }

        using var response = await visitor.SendAsync(HttpMethod.Post, "api/cart/items", new { productId = 51, quantity = 1 });
        await ProblemAsync(response, HttpStatusCode.Conflict);
        // What is in the cart can still be changed, and removed.
        (await visitor.AddAsync(50)).Lines.Count.ShouldBe(50);
        (await visitor.RemoveAsync(1)).Lines.Count.ShouldBe(49);
        (await visitor.AddAsync(51)).Lines.Count.ShouldBe(50);
    }

    [Fact]
    public async Task Adding_beyond_ninety_nine_is_refused_and_changes_nothing()
    {
        var visitor = Server.Visitor();
        await visitor.AddAsync(7, 60);
        using var response = await visitor.SendAsync(HttpMethod.Post, "api/cart/items", new { productId = 7, quantity = 40 });

        await ProblemAsync(response, HttpStatusCode.Conflict);
        Quantities(await visitor.AddAsync(7, 39)).ShouldBe([(7, 99)]);
    }

    [Fact]
    public async Task Five_megabytes_are_refused()
    {
        using var response = await Server.Visitor().SendTextAsync(HttpMethod.Post, "api/cart/items", "{}".PadRight(5_000_000));

        await ProblemAsync(response, HttpStatusCode.RequestEntityTooLarge);
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    public async Task Another_content_type_is_refused(string contentType)
    {
        using var content = new StringContent("""{"productId":7,"quantity":1}""") { Headers = { ContentType = new MediaTypeHeaderValue(contentType) } };
        using var response = await Server.Http.PostAsync("api/cart/items", content);

        await ProblemAsync(response, HttpStatusCode.UnsupportedMediaType);
    }

    [Fact]
    public async Task Invalid_UTF8_is_refused()
    {
        using var content = new ByteArrayContent([.. "{\"productId\":7,\"quantity\":1,\""u8, 0xFF, .. "\":1}"u8]) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
        using var response = await Server.Http.PostAsync("api/cart/items", content);

        await ProblemAsync(response, HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task An_endless_cookie_is_refused()
    {
        var visitor = Server.Visitor();
        visitor.Sid = new string('A', 20_000);
        (await visitor.CartAsync()).Version.ShouldBe(0);
        visitor.Sid = new string('A', 1_000_000);
        // The server stops reading, and whether its answer or the broken connection is seen first is chance.
        try
        {
            using var response = await visitor.GetAsync("api/cart");
            response.StatusCode.ShouldBe(HttpStatusCode.RequestHeaderFieldsTooLarge);
        }
        catch (HttpRequestException)
        {
            (await Server.Visitor().CartAsync()).Version.ShouldBe(0);
        }
    }

    [Theory]
    [InlineData("cross-site", HttpStatusCode.Forbidden)]
    [InlineData("same-origin", HttpStatusCode.OK)]
    public async Task A_page_of_another_site_cannot_change_the_cart(string site, HttpStatusCode status)
    {
        var visitor = Server.Visitor();
        await visitor.AddAsync(7);
        using var response = await visitor.SendAsync(HttpMethod.Delete, "api/cart", body: null, ("Sec-Fetch-Site", site));

        response.StatusCode.ShouldBe(status);
        (await visitor.CartAsync()).Lines.Count.ShouldBe(status == HttpStatusCode.OK ? 0 : 1);
    }

    [Fact]
    public async Task Only_the_load_balancer_is_answered()
    {
        using var http = new HttpClient { BaseAddress = Server.Http.BaseAddress };
        using var response = await http.GetAsync("api/cart");

        response.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Theory]
    [InlineData("""{"name":"","email":"ada@example.org","address":"London"}""", "name")]
    [InlineData("""{"name":"Ada","email":"ada","address":"London"}""", "email")]
    [InlineData("""{"name":"Ada","email":"a@b@c","address":"London"}""", "email")]
    [InlineData("""{"name":"Ada","email":"ada @example.org","address":"London"}""", "email")]
    [InlineData("""{"name":"Ada","email":"ada@example.org","address":" "}""", "address")]
    [InlineData("""{"name":"A\u0000da","email":"ada@example.org","address":"London"}""", "name")]
    [InlineData("""{"name":"Ada\nLovelace","email":"ada@example.org","address":"London"}""", "name")]
    [InlineData("""{"name":"Ada","email":"ada@example.org"}""", "address")]
    [InlineData("""{"name":"Ada","email":"ada@example.org","address":"London","id":"c"}""", "id")]
    public async Task A_customer_that_is_none_is_refused_everywhere(string body, string member)
    {
        var visitor = Server.Visitor();
        await visitor.AddAsync(7);
        using var saved = await visitor.SendTextAsync(HttpMethod.Put, "api/customers/me", body);
        (await ProblemAsync(saved, HttpStatusCode.BadRequest)).GetProperty("errors").TryGetProperty(member, out _).ShouldBeTrue();

        using var request = new StringContent(body, Encoding.UTF8, "application/json");
        request.Headers.Add("Idempotency-Key", "key");
        using var ordered = await Server.Http.PostAsync("api/cart/checkout", request);
        (await ProblemAsync(ordered, HttpStatusCode.BadRequest)).GetProperty("errors").TryGetProperty(member, out _).ShouldBeTrue();
    }
}
