using System.Globalization;
using Microsoft.Playwright;

namespace MyArch.SystemTests.Shop;

/// <summary>A person shops in a real browser while instances of both tiers are killed.</summary>
[Collection(ProdCollection.Name)]
public sealed class ShopInBrowserTests(ProdSystem system)
{
    [Fact]
    public async Task A_cart_outlives_its_instances_and_becomes_a_confirmed_order()
    {
        await system.RestoreAsync();
        await using var browser = await Chromium.StartAsync();
        var page = await browser.NewPageAsync(new BrowserNewContextOptions { BaseURL = $"http://myclothes.localhost:{system.Gateway.Port}" });

        // Search, and put three things into the cart.
        await page.GotoAsync("/");
        await page.Locator("#q").FillAsync("linen");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator("#items .card:not(.waiting)").First).ToBeVisibleAsync();
        (await page.Locator("#items .card:not(.waiting)").CountAsync()).ShouldBeGreaterThan(3);
        for (var card = 0; card < 3; card++)
        {
            await page.Locator("#items .card button.quick").Nth(card).ClickAsync();
            await Assertions.Expect(page.Locator("#cart-count")).ToHaveTextAsync(Text(card + 1));
        }

        await PictureAsync(page, "1-search");
        await page.Locator("#items .card a").First.ClickAsync();
        await Assertions.Expect(page.Locator("#add")).ToBeEnabledAsync();
        await PictureAsync(page, "2-item");

        // Change a quantity.
        await page.Locator("#cart-link").ClickAsync();
        await Assertions.Expect(page.Locator("#lines .line:not(.waiting)")).ToHaveCountAsync(3);
        await page.Locator("#lines .line input").First.FillAsync("4");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator("#cart-count")).ToHaveTextAsync("6");
        var total = await page.Locator("#total").TextContentAsync();
        await PictureAsync(page, "3-cart");
        Complaints(browser).ShouldBeEmpty();

        // The instances that answered last, so surely ones that this visitor has used.
        await system.KillAsync(await AnsweredByAsync(page, "cart"));
        await system.KillAsync(await AnsweredByAsync(page, "catalog"));
        await page.ReloadAsync();
        await Assertions.Expect(page.Locator("#lines .line:not(.waiting)")).ToHaveCountAsync(3);
        await Assertions.Expect(page.Locator("#total")).ToHaveTextAsync(total!);
        await Assertions.Expect(page.Locator("#cart-count")).ToHaveTextAsync("6");

        // Check out.
        await page.Locator("#checkout").ClickAsync();
        await page.Locator("#name").FillAsync("Ada Lovelace");
        await page.Locator("#email").FillAsync("ada@example.com");
        await page.Locator("#address").FillAsync("1 Analytical Street\nLondon");
        await PictureAsync(page, "4-checkout");
        await page.Locator("#order").ClickAsync();
        await page.WaitForURLAsync(static url => url.Contains("/order.html", StringComparison.Ordinal), new() { Timeout = 60_000 });
        await Assertions.Expect(page.Locator("#status")).ToHaveAttributeAsync("data-status", "confirmed", new() { Timeout = 60_000 });
        await Assertions.Expect(page.Locator("#total")).ToHaveTextAsync(total!);
        await Assertions.Expect(page.Locator("#cart-count")).ToHaveTextAsync("");
        await PictureAsync(page, "5-order");

        await page.GotoAsync("/orders.html");
        await Assertions.Expect(page.GetByText(total!)).ToBeVisibleAsync();
        await PictureAsync(page, "6-orders");
        await page.GotoAsync("/profile.html");
        await Assertions.Expect(page.Locator("#name")).ToHaveValueAsync("Ada Lovelace");
        await PictureAsync(page, "7-profile");
        Complaints(browser).ShouldBeEmpty();
        await system.RestoreAsync();
    }

    private static async Task<string> AnsweredByAsync(IPage page, string tier)
    {
        var instance = (await page.Locator($"[data-tier={tier}] [data-fact=instance]").TextContentAsync())!;
        instance.ShouldMatch($"^{tier}-[abc]1$");
        return instance;
    }

    // The browser reports on its console that there is no profile yet. A request that failed it reports as well, also where the site has sent it again.
    private static IEnumerable<string> Complaints(Chromium browser) => browser.Complaints.Where(static complaint => !Chromium.IsRefusal(complaint, 404));

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    // Left in artifacts/ to be looked at.
    private static Task<byte[]> PictureAsync(IPage page, string name) => page.ScreenshotAsync(new() { Path = Path.Combine(AppContext.BaseDirectory, "screenshots", $"shop-{name}.png"), FullPage = true });
}
