using System.Net;

namespace MyArch.ServiceDefaults.Tests.Csrf;

public sealed class CsrfProtectionTests : IAsyncLifetime
{
    private TestService _service = null!;

    public async Task InitializeAsync() => _service = await TestService.StartAsync(static app =>
    {
        app.UseCsrfProtection();
        app.MapMethods("/cart", ["GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE"], static (HttpRequest request) => TypedResults.Text(request.GetClientScheme()));
    });

    public async Task DisposeAsync() => await _service.DisposeAsync();

    [Theory]
    [InlineData("same-origin", true)]
    [InlineData("none", true)]
    [InlineData("same-site", false)]
    [InlineData("cross-site", false)]
    [InlineData("Same-Origin", false)]
    [InlineData("", false)]
    public async Task What_the_browser_says_of_the_site_decides(string site, bool allowed) =>
        (await SendAsync("POST", ("Sec-Fetch-Site", site))).ShouldBe(allowed);

    [Fact]
    public async Task What_the_browser_says_of_the_site_goes_before_the_origin()
    {
        (await SendAsync("POST", ("Sec-Fetch-Site", "cross-site"), ("Origin", "http://shop.localhost:8080"))).ShouldBeFalse();
        (await SendAsync("POST", ("Sec-Fetch-Site", "same-origin"), ("Origin", "http://evil.example"))).ShouldBeTrue();
    }

    [Fact]
    public async Task Of_several_values_none_is_believed()
    {
        (await SendAsync("POST", ("Sec-Fetch-Site", "same-origin"), ("Sec-Fetch-Site", "cross-site"))).ShouldBeFalse();
        (await SendAsync("POST", ("Origin", "http://shop.localhost:8080"), ("Origin", "http://shop.localhost:8080"))).ShouldBeFalse();
    }

    [Theory]
    [InlineData("http", "shop.localhost:8080", "http://shop.localhost:8080", true)]
    [InlineData("http", "Shop.localhost:8080", "http://shop.LOCALHOST:8080", true)]
    [InlineData("http", "shop.localhost", "http://shop.localhost", true)]
    [InlineData("http", "shop.localhost:80", "http://shop.localhost", true)]
    [InlineData("https", "shop.localhost", "https://shop.localhost:443", true)]
    [InlineData("https", "shop.localhost:8443", "https://shop.localhost:8443", true)]
    [InlineData("http", "[::1]:8080", "http://[::1]:8080", true)]
    [InlineData("http", "shop.localhost:8080", "https://shop.localhost:8080", false)]
    [InlineData("https", "shop.localhost:8443", "http://shop.localhost:8443", false)]
    [InlineData("http", "shop.localhost:8080", "http://shop.localhost:8081", false)]
    [InlineData("http", "shop.localhost:8080", "http://shop.localhost", false)]
    [InlineData("http", "shop.localhost:8080", "http://other.localhost:8080", false)]
    [InlineData("http", "shop.localhost:8080", "http://evil.shop.localhost:8080", false)]
    [InlineData("http", "shop.localhost:8080", "http://shop.localhost:8080.evil.example", false)]
    [InlineData("http", "shop.localhost:8080", "http://shop.localhost:8080@evil.example", false)]
    [InlineData("http", "shop.localhost:8080", "http://user@shop.localhost:8080", false)]
    [InlineData("http", "shop.localhost:8080", "null", false)]
    [InlineData("http", "shop.localhost:8080", "", false)]
    public async Task Without_it_the_origin_must_be_what_the_client_called(string scheme, string host, string origin, bool allowed) =>
        (await SendAsync("POST", ("X-Forwarded-Proto", scheme), ("Host", host), ("Origin", origin))).ShouldBe(allowed);

    [Fact]
    public async Task With_neither_it_is_no_browser() => (await SendAsync("POST")).ShouldBeTrue();

    [Theory]
    [InlineData("POST", false)]
    [InlineData("PUT", false)]
    [InlineData("PATCH", false)]
    [InlineData("DELETE", false)]
    [InlineData("GET", true)]
    [InlineData("HEAD", true)]
    [InlineData("OPTIONS", true)]
    public async Task Only_unsafe_methods_are_checked(string method, bool allowed) =>
        (await SendAsync(method, ("Sec-Fetch-Site", "cross-site"))).ShouldBe(allowed);

    [Fact]
    public async Task A_request_without_a_cookie_is_not_checked()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/cart");
        request.Headers.Add("Sec-Fetch-Site", "cross-site");
        request.Headers.Add("Authorization", "Bearer key");
        using var response = await _service.Client.SendAsync(request);

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_bearer_token_does_not_excuse_a_cookie() =>
        (await SendAsync("POST", ("Sec-Fetch-Site", "cross-site"), ("Authorization", "Bearer key"))).ShouldBeFalse();

    [Theory]
    [InlineData("https", "https")]
    [InlineData("http", "http")]
    [InlineData("ftp", "http")]
    [InlineData("https, http", "http")]
    [InlineData(null, "http")]
    public async Task The_clients_scheme_is_the_load_balancers_word(string? forwarded, string scheme)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/cart");
        if (forwarded is not null)
        {
            request.Headers.TryAddWithoutValidation("X-Forwarded-Proto", forwarded).ShouldBeTrue();
        }

        using var response = await _service.Client.SendAsync(request);

        (await response.Content.ReadAsStringAsync()).ShouldBe(scheme);
    }

    // By hand, since HttpClient would join or refuse some of these headers.
    private async Task<bool> SendAsync(string method, params (string Name, string Value)[] headers)
    {
        List<string> lines = [$"{OriginVerification.Header}: {TestService.Secret}", "Cookie: sid=1", "Content-Length: 0", .. headers.Select(static header => $"{header.Name}: {header.Value}")];
        var answer = await RawHttp.SendAsync(_service.Address, $"{method} /cart HTTP/1.1", [.. lines]);
        var status = answer.Split(' ')[1];
        status.ShouldBeOneOf("200", "403");
        if (status == "403")
        {
            answer.ShouldContain("application/problem+json");
        }

        return status == "200";
    }
}
