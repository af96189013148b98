using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;
using Microsoft.Playwright;

namespace MyArch.Catalog.Tests.Browser;

/// <summary>What holds for each page, whatever it is about.</summary>
public sealed partial class EveryPageTests(Chromium chromium) : PageTest(chromium)
{
    // A page, and what is there when it has all its data.
    private static readonly (string Address, string Ready)[] Pages =
    [
        ("/", "#items .card:not(.waiting)"),
        ("/?q=nothing-like-this", "#summary:has-text('Nothing found')"),
        ("/item.html?id=1", "#similar .card:not(.waiting)"),
        ("/item.html?id=99", "#problem:has-text('does not exist')"),
        ("/cart.html", "[data-product='1'] h2:has-text('Harbour')"),
        ("/checkout.html", "#lines:has-text('Harbour')"),
        ("/order.html?id=7", "#lines:has-text('Harbour')"),
        ("/orders.html", "[data-order]"),
        ("/profile.html", "#save:enabled"),
        ("/admin.html?id=1", "#editor:visible"),
    ];

    public static TheoryData<string, string> Addresses
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var (address, ready) in Pages)
            {
                data.Add(address, ready);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Addresses))]
    public async Task The_page_fits_a_small_phone_does_not_jump_and_can_be_read_by_day_and_by_night(string address, string ready)
    {
        await OpenAsync(address, ready);

        (await Page.EvaluateAsync<int>("document.documentElement.scrollWidth - innerWidth")).ShouldBeLessThanOrEqualTo(0, "The page is wider than a phone.");
        (await Page.EvaluateAsync<double>("window.layoutShift")).ShouldBeLessThan(0.1);
        foreach (var colours in (ColorScheme[])[ColorScheme.Light, ColorScheme.Dark])
        {
            await Page.EmulateMediaAsync(new() { ColorScheme = colours });
            // A colour may take a moment to change.
            await Eventually.BecomesAsync(
                async _ => string.Join(", ", await Page.EvaluateAsync<string[]>(Scripts.PoorContrast)), static poor => poor.Length == 0,
                because: $"every text stands out in {colours}");
        }

        // A customer without a profile yet, and an item that does not exist.
        NothingIsWrongInTheBrowser();
    }

    [Theory]
    [MemberData(nameof(Addresses))]
    public async Task The_page_can_be_walked_through_by_keyboard_and_tells_at_each_step_where_one_is(string address, string ready)
    {
        await Page.SetViewportSizeAsync(1280, 800);
        await OpenAsync(address, ready);
        var focusable = await Page.EvaluateAsync<int>(Scripts.CountFocusable);

        List<string> steps = [];
        for (var step = 0; step < focusable; step++)
        {
            await Page.Keyboard.PressAsync("Tab");
            var focused = await Page.EvaluateAsync<JsonElement>(Scripts.Focused);
            var (element, name) = (focused.GetProperty("element").GetString()!, focused.GetProperty("name").GetString()!);
            element.ShouldNotBeEmpty($"The focus is lost after {steps.LastOrDefault()}.");
            name.ShouldNotBeEmpty($"{element} has no name.");
            focused.GetProperty("isSeen").GetBoolean().ShouldBeTrue($"The focus on {name} cannot be seen.");
            steps.Add(name);
        }

        steps[0].ShouldBe("Skip to the content");
        steps[^1].ShouldBe("Edit the assortment");
    }

    [Fact]
    public async Task A_page_whose_code_does_not_arrive_says_so_and_is_loaded_again()
    {
        var (isBack, visits) = (false, 0);
        TaskCompletionSource[] seen = [new(), new()];
        // What a page says stays until the next one comes.
        Shop.On("GET /cart.html", async context =>
        {
            var visit = Interlocked.Increment(ref visits);
            await (visit > 1 ? seen[visit - 2].Task : Task.CompletedTask);
            context.Response.ContentType = "text/html";
            await context.Response.SendFileAsync(Path.Combine(SiteFiles.Root, "cart.html"));
        });
        Shop.On("GET /js/cartline.js", async context =>
        {
            if (!isBack)
            {
                await StubShop.Busy()(context);
                return;
            }

            context.Response.ContentType = "text/javascript";
            await context.Response.SendFileAsync(Path.Combine(SiteFiles.Root, "js", "cartline.js"));
        });
        await Page.GotoAsync("/cart.html");

        await Expect(Page.Locator("#notices")).ToHaveTextAsync("A part of this page has not arrived, trying again in 1 s");
        seen[0].SetResult();
        await Expect(Page.Locator("#notices")).ToHaveTextAsync("A part of this page has not arrived, trying again in 2 s");
        isBack = true;
        seen[1].SetResult();
        await Expect(Page.GetByText("Your cart is empty.")).ToBeVisibleAsync();
        await Eventually.BecomesAsync(
            _ => Page.EvaluateAsync<string?>("sessionStorage.getItem('reloads')"), static reloads => reloads is null, because: "a page that has arrived forgets its attempts");
    }

    [Fact]
    public async Task The_skip_link_leads_past_the_top()
    {
        await Page.GotoAsync("/");
        await Expect(Page.Locator("#categories a")).ToHaveCountAsync(3);
        await Page.Keyboard.PressAsync("Tab");
        await Page.Keyboard.PressAsync("Enter");
        // The browser follows a link within the page when it comes to it.
        await Page.WaitForURLAsync(static url => url.Contains('#', StringComparison.Ordinal));
        await Page.Keyboard.PressAsync("Tab");

        (await Page.EvaluateAsync<JsonElement>(Scripts.Focused)).GetProperty("name").GetString().ShouldStartWith("All");
    }

    [Fact]
    public async Task The_focus_stays_on_a_category_when_the_others_arrive()
    {
        var isFocused = new TaskCompletionSource();
        Shop.On("GET /api/catalog/categories", async context =>
        {
            await isFocused.Task;
            await StubShop.Answer(200, new { items = new[] { new { name = "jackets", count = 2 } } })(context);
        });
        await Page.GotoAsync("/");
        var all = Page.GetByRole(AriaRole.Link, new() { Name = "All", Exact = true });
        await all.FocusAsync();
        isFocused.SetResult();

        await Expect(Page.GetByRole(AriaRole.Link, new() { Name = "Jackets" })).ToBeVisibleAsync();
        await Expect(all).ToBeFocusedAsync();
    }

    [Fact]
    public async Task Who_wants_no_motion_gets_none()
    {
        await Page.EmulateMediaAsync(new() { ReducedMotion = ReducedMotion.Reduce });
        Shop.On("GET /api/catalog/items", static context => Task.Delay(Timeout.Infinite, context.RequestAborted));
        await Page.GotoAsync("/");

        await Expect(Page.Locator(".card.waiting").First).ToBeVisibleAsync();
        (await Page.EvaluateAsync<int>("document.getAnimations().length")).ShouldBe(0);
    }

    [Fact]
    public void Every_page_has_the_same_frame_and_no_inline_code_or_style()
    {
        var frames = SiteFiles.Pages.Select(static page => (Page: page, Text: File.ReadAllText(Path.Combine(SiteFiles.Root, page)))).ToList();

        frames.Count.ShouldBe(8);
        frames.Select(static frame => string.Concat(Frame.Matches(frame.Text).Select(static match => match.Value))).Distinct().ShouldHaveSingleItem();
        frames.ShouldAllBe(static frame => Frame.Count(frame.Text) == 2);
        frames.SelectMany(static frame => InlineCode.Matches(frame.Text).Select(match => $"{frame.Page}: {match.Value}")).ShouldBeEmpty();
    }

    private async Task OpenAsync(string address, string ready)
    {
        Shop.Lines = [(1, 2, 7990), (3, 1, 3990)];
        Shop.On("GET /api/orders/7", StubShop.Answer(200, new
        {
            id = "7",
            status = "confirmed",
            lines = new[] { new { productId = 1, quantity = 2, unitPriceCents = 7990 } },
            totalCents = 15980,
            placedAt = "2026-01-02T03:04:05Z",
            customer = new { name = "Ada Lovelace", email = "ada@example.com", address = "1 Long Street" },
        }));
        Shop.On("GET /api/orders", StubShop.Answer(200, new
        {
            items = new[] { new { id = "7", status = "rejected", totalCents = 15980, placedAt = "2026-01-02T03:04:05Z", reason = "Only 1 is left." } },
            next = (string?)null,
        }));
        await Page.GotoAsync(address);
        await Expect(Page.Locator(ready).First).ToBeVisibleAsync();
        await Expect(Page.Locator("main [aria-busy=true]")).ToHaveCountAsync(0);
        // The list begins with one category.
        await Expect(Page.Locator("#categories li:only-child")).ToHaveCountAsync(0);
        await Expect(Page.Locator("[data-tier=cart] [data-fact=instance]")).ToHaveTextAsync("cart-b1");
    }

    [GeneratedRegex("<!-- frame.*?<!-- /frame -->", RegexOptions.Singleline)]
    private static partial Regex Frame { get; }

    [GeneratedRegex("""<style|\sstyle=|\son[a-z]+=|<script(?![^>]*\ssrc=)""")]
    private static partial Regex InlineCode { get; }
}
