using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace MyArch.SystemTests.Dashboard;

/// <summary>A person places an order in the shop and follows it through the dashboard. The pictures are those of docs/one-order.md.</summary>
public sealed partial class OneOrderTests(TestDashboard system) : IClassFixture<TestDashboard>
{
    private static readonly string[] Crossed = ["gateway", "cart-", "worker-a1", "worker-a1-app", "catalog-"];
    private static readonly string[] Busy = ["gateway", "cart", "worker-a1", "sessions", "cache", "postgres-primary", "store-db", "aws", "jobs"];
    private static readonly string[] Systems = ["redis", "postgresql", "aws_sqs"];

    [GeneratedRegex("^[0-9.]+/s$")]
    private static partial Regex Rate { get; }

    [Fact]
    public async Task One_order_can_be_followed_from_the_click_to_the_database()
    {
        await using var browser = await Chromium.StartAsync();
        await OrderAsync(browser);
        var page = await browser.NewPageAsync(new BrowserNewContextOptions
        {
            BaseURL = system.Address.ToString(),
            ViewportSize = new ViewportSize { Width = 1440, Height = 900 },
            TimezoneId = "Europe/Berlin",
        });

        // The link that the AppHost prints.
        await page.GotoAsync($"/login?t={system.Token}");
        await Assertions.Expect(page.GetByRole(AriaRole.Link, new() { Name = "gateway", Exact = true }).First).ToBeVisibleAsync();
        await PictureAsync(page, "1-resources");
        await page.GotoAsync("/?view=Graph");
        await Assertions.Expect(page.Locator("#g-catalog-a1")).ToBeVisibleAsync();
        // The order has been through all of them: those that send telemetry, and those of which only their callers know anything.
        foreach (var node in Busy)
        {
            await Assertions.Expect(page.Locator($"#g-{node} .node-rate")).ToHaveTextAsync(Rate);
        }

        await PictureAsync(page, "2-graph");

        // One trace, however many processes it crossed: it grows while they send what they have.
        await page.GotoAsync("/traces?q=checkout");
        var row = page.GetByRole(AriaRole.Row).Filter(new() { HasText = "/api/cart/" }).First;
        foreach (var part in Crossed)
        {
            await Assertions.Expect(row).ToContainTextAsync(part);
        }

        await PictureAsync(page, "3-traces");
        var link = row.Locator("a[href^='/traces/detail/']");
        var trace = (await link.GetAttributeAsync("href"))!.Split('/')[^1];
        await IsWholeAsync(trace);
        await link.ClickAsync();
        await Assertions.Expect(page.GetByText("process jobs").First).ToBeVisibleAsync();
        // The page's module listens.
        await Assertions.Expect(page.Locator("html")).ToHaveAttributeAsync("data-stream", "open");
        await PictureAsync(page, "4-waterfall");
        await page.GetByText("process jobs").First.ClickAsync();
        await Assertions.Expect(page.GetByText("myarch.job.redeliveries")).ToBeVisibleAsync();
        await PictureAsync(page, "5-span");

        await page.GotoAsync("/metrics/resource/gateway");
        await page.GetByText("http.server.request.duration").First.ClickAsync();
        await Assertions.Expect(page.Locator("canvas").First).ToBeVisibleAsync();
        await PictureAsync(page, "6-metrics");
        await page.GotoAsync("/consolelogs/resource/cart-a1");
        await Assertions.Expect(page.GetByText("Now listening on").First).ToBeVisibleAsync();
        await PictureAsync(page, "7-console");
        browser.Complaints.Where(static complaint => !complaint.StartsWith("Failed to load resource", StringComparison.Ordinal)).ShouldBeEmpty();
    }

    private async Task OrderAsync(Chromium browser)
    {
        var page = await browser.NewPageAsync(new BrowserNewContextOptions { BaseURL = $"http://myclothes.localhost:{system.Gateway.Port}" });
        await page.GotoAsync("/");
        await page.Locator("#items .card:not(.waiting) button.quick").First.ClickAsync();
        await Assertions.Expect(page.Locator("#cart-count")).ToHaveTextAsync("1");
        await page.GotoAsync("/checkout.html");
        await page.Locator("#name").FillAsync("Ada Lovelace");
        await page.Locator("#email").FillAsync("ada@example.com");
        await page.Locator("#address").FillAsync("1 Analytical Street\nLondon");
        await page.Locator("#order").ClickAsync();
        await Assertions.Expect(page.Locator("#status")).ToHaveAttributeAsync("data-status", "confirmed");
    }

    // As a script sees it: OTLP JSON, the same on Aspire's own dashboard.
    private async Task IsWholeAsync(string trace) => await Eventually.BecomesAsync(
        async cancellationToken =>
        {
            using var answer = await system.Api.GetAsync(new Uri($"/api/telemetry/traces/{trace}", UriKind.Relative), cancellationToken);
            answer.EnsureSuccessStatusCode();
            return await answer.Content.ReadAsStringAsync(cancellationToken);
        },
        static text => Systems.All(system => text.Contains($"\"{system}\"", StringComparison.Ordinal)) && Crossed.All(part => text.Contains($"\"{part}", StringComparison.Ordinal)),
        because: "the trace has spans of Redis, Postgres and SQS, and of every process");

    private static Task<byte[]> PictureAsync(IPage page, string name) => page.ScreenshotAsync(new() { Path = Path.Combine(AppContext.BaseDirectory, "screenshots", $"one-order-{name}.png") });
}
