using System.Net;

namespace Aspire.Hosting.Dashboard.Tests.Security;

public sealed class RequestTests(Dashboard dashboard) : IClassFixture<Dashboard>
{
    [Theory]
    [InlineData("localhost", true)]
    [InlineData("127.0.0.1", true)]
    [InlineData("[::1]", true)]
    [InlineData("aspire.dev.localhost", true)]
    [InlineData("example.org", false)]
    [InlineData("localhost.example.org", false)]
    [InlineData("127.0.0.1.nip.io", false)]
    public async Task Only_the_names_of_loopback_are_answered(string host, bool isAnswered)
    {
        (await StatusOfAsync($"{host}:{dashboard.Settings.Address.Port}")).ShouldBe(isAnswered ? HttpStatusCode.OK : HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task A_tunnel_may_have_a_port_of_its_own() => (await StatusOfAsync("localhost:9999")).ShouldBe(HttpStatusCode.OK);

    [Theory]
    [InlineData("/login")]
    [InlineData("/assets/dashboard.css")]
    [InlineData("/nothing-here")]
    [InlineData("/api/resources")]
    public async Task Every_answer_forbids_what_pages_do_not_need(string path)
    {
        using var answer = await dashboard.Clients.Anonymous.GetAsync(new Uri(path, UriKind.Relative));

        var policy = answer.Headers.GetValues("Content-Security-Policy").ShouldHaveSingleItem();
        policy.ShouldContain("default-src 'none'");
        policy.ShouldContain("script-src 'self';");
        policy.ShouldContain("style-src 'self';");
        policy.ShouldContain("frame-ancestors 'none'");
        policy.ShouldContain("base-uri 'none'");
        policy.ShouldNotContain("unsafe");
        answer.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
        answer.Headers.GetValues("Referrer-Policy").ShouldBe(["no-referrer"]);
        answer.Headers.GetValues("X-Frame-Options").ShouldBe(["DENY"]);
        answer.Headers.GetValues("Cross-Origin-Opener-Policy").ShouldBe(["same-origin"]);
        answer.Headers.GetValues("Cross-Origin-Resource-Policy").ShouldBe(["same-origin"]);
        answer.Headers.CacheControl!.NoStore.ShouldBe(!path.StartsWith("/assets/", StringComparison.Ordinal), "Nobody keeps what the dashboard shows.");
        answer.Headers.Contains("Server").ShouldBeFalse();
    }

    [Fact]
    public async Task Other_origins_are_told_nothing()
    {
        using var request = new HttpRequestMessage(HttpMethod.Options, "/api/resources") { Headers = { { "Origin", "https://example.org" }, { "Access-Control-Request-Method", "GET" }, { "Access-Control-Request-Headers", "x-api-key" } } };
        using var preflight = await dashboard.Clients.Anonymous.SendAsync(request);
        preflight.IsSuccessStatusCode.ShouldBeFalse();
        preflight.Headers.ShouldNotContain(static header => header.Key.StartsWith("Access-Control", StringComparison.OrdinalIgnoreCase));

        using var simple = new HttpRequestMessage(HttpMethod.Get, "/api/resources") { Headers = { { "Origin", "https://example.org" }, { "x-api-key", Keys.ApiKey } } };
        using var answer = await dashboard.Clients.Anonymous.SendAsync(simple);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        answer.Headers.ShouldNotContain(static header => header.Key.StartsWith("Access-Control", StringComparison.OrdinalIgnoreCase));
        answer.Headers.GetValues("Cross-Origin-Resource-Policy").ShouldBe(["same-origin"]);
    }

    [Fact]
    public async Task What_changes_something_needs_the_token_of_a_page_of_the_same_browser()
    {
        var client = await dashboard.Clients.SignInAsync();
        using var without = await client.PostAsync(new Uri("/logout", UriKind.Relative), new FormUrlEncodedContent([]));
        without.StatusCode.ShouldBe(HttpStatusCode.BadRequest);

        var others = await (await dashboard.Clients.SignInAsync()).GetPageAsync("/consolelogs");
        using var withAnothers = await client.PostFormAsync("/logout", others);
        withAnothers.StatusCode.ShouldBe(HttpStatusCode.BadRequest);

        (await client.GetPageAsync("/consolelogs")).QuerySelector("h1").ShouldNotBeNull("The refused requests have not signed anybody out.");
    }

    [Fact]
    public async Task Two_dashboards_on_one_machine_do_not_sign_each_other_out()
    {
        await using var other = new Dashboard();
        await other.InitializeAsync();
        // One jar for both, as a browser has: cookies know no ports.
        using var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer() });

        using var first = await client.GetAsync(new Uri(dashboard.Settings.Address, $"/login?t={Keys.BrowserToken}"));
        using var second = await client.GetAsync(new Uri(other.Settings.Address, $"/login?t={Keys.BrowserToken}"));

        foreach (var address in new[] { dashboard.Settings.Address, other.Settings.Address })
        {
            using var page = await client.GetAsync(new Uri(address, "/consolelogs"));
            page.StatusCode.ShouldBe(HttpStatusCode.OK);
        }
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("wrong")]
    [InlineData(Keys.OtlpApiKey)]
    [InlineData(Keys.BrowserToken)]
    public async Task The_api_answers_to_its_own_key_only(string? key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/resources");
        if (key is not null)
        {
            request.Headers.TryAddWithoutValidation("x-api-key", key);
        }

        using var answer = await dashboard.Clients.Anonymous.SendAsync(request);

        answer.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_signed_in_browser_is_no_script_and_a_script_no_browser()
    {
        using var api = await (await dashboard.Clients.SignInAsync()).GetAsync(new Uri("/api/resources", UriKind.Relative));
        api.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);

        using var page = await dashboard.Clients.Api.GetAsync(new Uri("/consolelogs", UriKind.Relative));
        page.StatusCode.ShouldBe(HttpStatusCode.Redirect);
    }

    [Fact]
    public async Task The_listener_for_telemetry_has_neither_pages_nor_api()
    {
        using var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = dashboard.Settings.OtlpAddress };
        client.DefaultRequestHeaders.Add("x-api-key", Keys.ApiKey);
        foreach (var path in new[] { "/login", "/consolelogs", "/api/resources", "/assets/dashboard.css" })
        {
            using var answer = await client.GetAsync(new Uri(path, UriKind.Relative));
            answer.StatusCode.ShouldBe(HttpStatusCode.NotFound, path);
        }
    }

    [Fact]
    public async Task Only_loopback_is_listened_on()
    {
        var others = (await Dns.GetHostAddressesAsync(Dns.GetHostName())).Where(static address => !IPAddress.IsLoopback(address)).ToList();
        foreach (var address in others)
        {
            using var socket = new System.Net.Sockets.Socket(address.AddressFamily, System.Net.Sockets.SocketType.Stream, System.Net.Sockets.ProtocolType.Tcp);
            await Should.ThrowAsync<System.Net.Sockets.SocketException>(async () => await socket.ConnectAsync(address, dashboard.Settings.Address.Port));
        }

        // By the kernel's own list too: a machine may have no other address.
        ListenersOn(dashboard.Settings.Address.Port).ShouldNotBeEmpty();
        ListenersOn(dashboard.Settings.Address.Port).ShouldAllBe(static address => IPAddress.IsLoopback(address));
        ListenersOn(dashboard.Settings.OtlpAddress.Port).ShouldAllBe(static address => IPAddress.IsLoopback(address));
    }

    private static List<IPAddress> ListenersOn(int port) =>
        [.. System.Net.NetworkInformation.IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpListeners().Where(listener => listener.Port == port).Select(static listener => listener.Address)];

    private async Task<HttpStatusCode> StatusOfAsync(string host)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/login");
        request.Headers.TryAddWithoutValidation("Host", host);
        using var answer = await dashboard.Clients.Anonymous.SendAsync(request);
        return answer.StatusCode;
    }
}
