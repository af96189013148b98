using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Playwright;

namespace MyArch.SystemTests.Dashboard;

/// <summary>Every page of the dashboard on the running system, by day and by night, on a large screen and on a phone.</summary>
public sealed class EveryPageTests(ProdDashboard system) : IClassFixture<ProdDashboard>
{
    private static readonly (string Variant, ColorScheme Scheme, int Width, int Height)[] Variants =
    [
        ("light", ColorScheme.Light, 1440, 900), ("dark", ColorScheme.Dark, 1440, 900), ("phone", ColorScheme.Light, 360, 740), ("phone-dark", ColorScheme.Dark, 360, 740),
    ];

    [Fact]
    public async Task Every_page_can_be_read_by_day_and_by_night_and_on_a_phone()
    {
        var trace = await OrderedTraceAsync();
        await using var browser = await Chromium.StartAsync();
        var page = await browser.NewPageAsync(new BrowserNewContextOptions { BaseURL = system.Address.ToString(), TimezoneId = "Europe/Berlin" });
        await page.GotoAsync($"/login?t={system.Token}");
        foreach (var (name, path, ready) in new[]
        {
            ("resources", "/", "text=catalog-c1"),
            ("details", "/?resource=cart-a1", "#details >> text=cart-a1"),
            ("graph", "/?view=Graph", "#g-catalog-c1"),
            ("console", "/consolelogs/resource/gateway", "text=Now listening on"),
            ("structured", "/structuredlogs", "main table tbody tr"),
            ("traces", "/traces", "main table tbody tr"),
            ("waterfall", $"/traces/detail/{trace}", "text=gateway"),
            ("metrics", "/metrics?resource=gateway&meter=Microsoft.AspNetCore.Hosting&instrument=http.server.request.duration", "canvas"),
        })
        {
            await page.GotoAsync(path);
            await Assertions.Expect(page.Locator(ready).First).ToBeVisibleAsync();
            foreach (var (variant, scheme, width, height) in Variants)
            {
                await page.EmulateMediaAsync(new() { ColorScheme = scheme });
                await page.SetViewportSizeAsync(width, height);
                // What follows the size of the window has followed.
                await page.EvaluateAsync("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))");
                (await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth")).ShouldBeTrue($"{name} scrolls sideways at {width} px.");
                (await page.EvaluateAsync<string[]>(Scripts.PoorContrast)).ShouldBeEmpty($"{name}, {variant}");
                await page.ScreenshotAsync(new() { Path = Path.Combine(AppContext.BaseDirectory, "screenshots", $"dashboard-{name}-{variant}.png") });
            }
        }

        browser.Complaints.ShouldBeEmpty();
    }

    /// <summary>Lets all three sites be asked, and returns the trace of something put into a cart.</summary>
    private async Task<string> OrderedTraceAsync()
    {
        using var client = new HttpClient(new SocketsHttpHandler { UseCookies = false }) { BaseAddress = system.Gateway };
        foreach (var (site, path) in new[] { ("whatisthetime", "/api/time"), ("myclothes", "/api/catalog/items"), ("mywordpress", "/") })
        {
            await AskAsync(client, () => new HttpRequestMessage(HttpMethod.Get, path) { Headers = { Host = $"{site}.localhost" } });
        }

        await AskAsync(client, static () => new HttpRequestMessage(HttpMethod.Post, "/api/cart/items")
        {
            Headers = { { "Host", "myclothes.localhost" }, { "Idempotency-Key", "one" } },
            Content = JsonContent.Create(new { productId = 7, quantity = 1 }),
        });
        var found = await Eventually.BecomesAsync(
            async cancellationToken => await system.Api.GetFromJsonAsync<JsonElement>(new Uri("/api/telemetry/traces?resource=gateway&search=cart", UriKind.Relative), cancellationToken),
            static answer => answer.GetProperty("returnedCount").GetInt32() > 0,
            because: "the trace has come");
        return found.GetProperty("data").GetProperty("resourceSpans")[0].GetProperty("scopeSpans")[0].GetProperty("spans")[0].GetProperty("traceId").GetString()!;
    }

    // What has just started may take longer than a visitor's request waits for it.
    private static Task<bool> AskAsync(HttpClient client, Func<HttpRequestMessage> question) => Eventually.IsTrueAsync(
        async cancellationToken =>
        {
            using var request = question();
            using var answer = await client.SendAsync(request, cancellationToken);
            return answer.EnsureSuccessStatusCode().IsSuccessStatusCode;
        },
        because: "a system that has just started answers");
}
