using System.Net;
using System.Net.Http.Json;
using Aspire.Hosting.Dashboard.Security;
using Aspire.Hosting.Dashboard.Tests.Telemetry.Metrics;

namespace Aspire.Hosting.Dashboard.Tests.Security;

public sealed class LoginTests
{
    [Theory]
    [InlineData("/consolelogs", "/login?returnUrl=%2Fconsolelogs")]
    [InlineData("/consolelogs?search=a%20b", "/login?returnUrl=%2Fconsolelogs%3Fsearch%3Da%2520b")]
    public async Task A_page_leads_a_stranger_to_the_login_and_back(string path, string login)
    {
        await using var dashboard = await StartAsync();

        using var answer = await dashboard.Clients.Anonymous.GetAsync(Relative(path));

        answer.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        answer.Headers.Location!.PathAndQuery.ShouldBe(login);
    }

    [Theory]
    [InlineData("/live", "Accept", "text/event-stream")]
    [InlineData("/consolelogs/stream", "Accept", "text/event-stream")]
    [InlineData("/consolelogs", "HX-Request", "true")]
    [InlineData("/consolelogs", "Sec-Fetch-Mode", "cors")]
    public async Task What_a_script_fetches_says_401_to_a_stranger(string path, string header, string value)
    {
        await using var dashboard = await StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { { header, value } } };

        using var answer = await dashboard.Clients.Anonymous.SendAsync(request);

        answer.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        answer.Headers.GetValues("HX-Refresh").ShouldBe(["true"]);
    }

    [Fact]
    public async Task The_link_signs_a_browser_in_with_a_cookie_that_no_script_can_read()
    {
        await using var dashboard = await StartAsync();

        using var answer = await dashboard.Clients.Anonymous.GetAsync(Relative($"/login?t={Keys.BrowserToken}&returnUrl=%2Fconsolelogs"));

        answer.Headers.Location!.OriginalString.ShouldBe("/consolelogs");
        var cookie = answer.Headers.GetValues("Set-Cookie").ShouldHaveSingleItem();
        cookie.ShouldStartWith($"aspire-dashboard-{dashboard.Settings.Address.Port}=");
        cookie.ShouldContain("httponly");
        cookie.ShouldContain("samesite=lax");
        cookie.ShouldNotContain(Keys.BrowserToken);
        (await dashboard.Clients.Anonymous.GetPageAsync("/consolelogs")).QuerySelector("h1")!.Words().ShouldBe("Console");
    }

    [Theory]
    [InlineData("wrong")]
    [InlineData("")]
    [InlineData(Keys.BrowserToken + "x")]
    [InlineData(Keys.ApiKey)]
    public async Task Another_token_signs_nobody_in(string token)
    {
        await using var dashboard = await StartAsync();

        using var answer = await dashboard.Clients.Anonymous.GetAsync(Relative($"/login?t={token}"));

        answer.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        answer.Headers.GetValues("Set-Cookie").ShouldAllBe(static cookie => cookie.Contains("antiforgery", StringComparison.Ordinal));
        using var page = await dashboard.Clients.Anonymous.GetAsync(Relative("/consolelogs"));
        page.StatusCode.ShouldBe(HttpStatusCode.Redirect);
    }

    [Fact]
    public async Task The_form_signs_a_browser_in_and_the_button_out()
    {
        await using var dashboard = await StartAsync();
        var client = dashboard.Clients.Anonymous;
        var form = await client.GetPageAsync("/login?returnUrl=%2Fconsolelogs");

        using var login = await client.PostFormAsync("/login", form, ("token", Keys.BrowserToken), ("returnUrl", "/consolelogs"));
        login.Headers.Location!.OriginalString.ShouldBe("/consolelogs");

        using var logout = await client.PostFormAsync("/logout", await client.GetPageAsync("/consolelogs"));
        logout.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        using var page = await client.GetAsync(Relative("/consolelogs"));
        page.Headers.Location!.PathAndQuery.ShouldStartWith("/login");
    }

    [Theory]
    [InlineData("https%3A%2F%2Fexample.org%2F")]
    [InlineData("%2F%2Fexample.org")]
    [InlineData("%2F%5Cexample.org")]
    [InlineData("%2F%09%2Fexample.org")]
    [InlineData("%2F%0D%0Aexample.org")]
    [InlineData("javascript%3Aalert(1)")]
    public async Task The_login_leads_nowhere_else(string returnUrl)
    {
        await using var dashboard = await StartAsync();

        using var answer = await dashboard.Clients.Anonymous.GetAsync(Relative($"/login?t={Keys.BrowserToken}&returnUrl={returnUrl}"));

        answer.Headers.Location!.OriginalString.ShouldBe("/");
    }

    [Fact]
    public async Task When_the_attempts_are_used_up_the_right_token_is_not_looked_at_either()
    {
        await using var dashboard = await StartAsync();
        for (var attempt = 0; attempt < LoginAttempts.Burst; attempt++)
        {
            using var wrong = await LoginAsync(dashboard, $"guess-{attempt}", site: null);
            wrong.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        }

        using var right = await LoginAsync(dashboard, Keys.BrowserToken, site: null);

        right.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        right.Headers.RetryAfter!.Delta!.Value.ShouldBeGreaterThan(TimeSpan.Zero);
        using var exchanged = await ExchangeAsync(dashboard, Keys.BrowserToken);
        exchanged.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
    }

    [Theory]
    [InlineData("cross-site")]
    [InlineData("same-site")]
    public async Task A_foreign_page_uses_up_the_attempts_of_foreign_pages_only(string site)
    {
        await using var dashboard = await StartAsync();
        for (var attempt = 0; attempt < LoginAttempts.Burst; attempt++)
        {
            using var wrong = await LoginAsync(dashboard, "x", site);
            wrong.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        }

        using var foreign = await LoginAsync(dashboard, Keys.BrowserToken, "cross-site");
        foreign.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        foreach (var own in new[] { null, "none", "same-origin" })
        {
            using var answer = await LoginAsync(dashboard, Keys.BrowserToken, own);
            answer.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        }
    }

    [Fact]
    public void One_more_attempt_comes_every_six_seconds_and_no_more_than_ten_add_up()
    {
        var clock = new SetClock();
        var budget = new AttemptBudget(LoginAttempts.Burst, LoginAttempts.OneMoreEvery, clock);
        Take().ShouldBe(LoginAttempts.Burst);

        clock.Seconds = 13;
        Take().ShouldBe(2);
        clock.Seconds = 3_600;
        Take().ShouldBe(LoginAttempts.Burst);

        int Take()
        {
            var taken = 0;
            while (budget.TryTake())
            {
                taken++;
            }

            return taken;
        }
    }

    [Fact]
    public async Task The_token_is_exchanged_for_the_key_of_the_api()
    {
        await using var dashboard = await StartAsync();

        using var answer = await ExchangeAsync(dashboard, Keys.BrowserToken);

        (await answer.Content.ReadAsStringAsync()).ShouldBe($$"""{"apiKey":"{{Keys.ApiKey}}"}""");
        answer.Headers.CacheControl!.NoStore.ShouldBeTrue();
    }

    [Fact]
    public async Task Guesses_are_not_exchanged_and_use_up_the_attempts()
    {
        await using var dashboard = await StartAsync();
        for (var attempt = 0; attempt < LoginAttempts.Burst; attempt++)
        {
            using var wrong = await ExchangeAsync(dashboard, Keys.ApiKey);
            wrong.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        }

        using var refused = await ExchangeAsync(dashboard, Keys.BrowserToken);
        refused.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        refused.Headers.RetryAfter!.Delta!.Value.ShouldBeGreaterThan(TimeSpan.Zero);
        using var login = await LoginAsync(dashboard, Keys.BrowserToken, site: "none");
        login.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
    }

    [Fact]
    public async Task Who_has_the_token_may_sign_in_as_often_as_they_like()
    {
        await using var dashboard = await StartAsync();
        for (var browser = 0; browser < 30; browser++)
        {
            using var answer = await dashboard.Clients.Anonymous.GetAsync(Relative($"/login?t={Keys.BrowserToken}"));
            answer.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        }
    }

    private static async Task<HttpResponseMessage> LoginAsync(Dashboard dashboard, string token, string? site)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/login?t={token}");
        if (site is not null)
        {
            request.Headers.Add("Sec-Fetch-Site", site);
        }

        return await dashboard.Clients.Anonymous.SendAsync(request);
    }

    private static Task<HttpResponseMessage> ExchangeAsync(Dashboard dashboard, string token) =>
        dashboard.Clients.Anonymous.PostAsJsonAsync(Relative("/api/telemetry/validateToken"), new { token });

    private static Uri Relative(string path) => new(path, UriKind.Relative);

    private static async Task<Dashboard> StartAsync()
    {
        var dashboard = new Dashboard();
        await dashboard.InitializeAsync();
        return dashboard;
    }
}
