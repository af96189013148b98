using System.Diagnostics;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Playwright;

namespace Aspire.Hosting.Dashboard.Tests.Resources;

public sealed class ResourcesBrowserTests(Chromium chromium, ShopApplication shop) : DashboardBrowserTest(chromium), IClassFixture<Chromium>, IClassFixture<ShopApplication>
{
    private protected override DashboardClients Clients => shop.Clients;

    private protected override Task<string> StartSiteAsync() => Task.FromResult(shop.Address);

    [Fact]
    public async Task The_pages_are_fit_to_look_at()
    {
        foreach (var (name, path) in new[] { ("table", "/"), ("details", "/?resource=cart-a1"), ("graph", "/?view=Graph"), ("parameters", "/?view=Parameters") })
        {
            await OpenAsync(path);
            await TakePicturesAsync($"resources-{name}");
        }

        NothingIsWrongInTheBrowser();
    }

    [Fact]
    public async Task A_killed_process_looks_dead_within_a_second_and_open_menus_and_focus_stay()
    {
        await Page.SetViewportSizeAsync(1280, 900);
        await OpenAsync("/");
        await Page.Locator("#row-menu-gateway-open").ClickAsync();
        await Expect(Page.Locator("#row-menu-gateway")).ToBeVisibleAsync();
        var focus = await Page.EvaluateAsync<string>("document.activeElement.textContent.trim()");

        using (var process = Process.GetProcessById((int)shop.Application.Snapshot("worker-a1").Properties.Single(static p => p.Name == "executable.pid").Value!))
        {
            process.Kill();
        }

        await shop.Application.App.ResourceNotifications.WaitForResourceAsync("worker-a1", KnownResourceStates.Finished);
        var watch = Stopwatch.StartNew();
        await Expect(Page.Locator("#r-worker-a1 .col-state")).ToContainTextAsync("exit code 137, SIGKILL");

        // How long the browser takes to draw it is the machine's business: twice what is promised, on a busy one.
        watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(2));
        await Expect(Page.Locator("#row-menu-gateway")).ToBeVisibleAsync();
        (await Page.EvaluateAsync<string>("document.activeElement.textContent.trim()")).ShouldBe(focus);
        await Page.Locator("#r-worker-a1 [formaction$='/start']").ClickAsync();
        await Expect(Page.Locator("#r-worker-a1 .col-state")).ToHaveTextAsync("●Running");
        NothingIsWrongInTheBrowser();
    }

    [Fact]
    public async Task A_stopped_instance_looks_stopped_in_the_graph_and_the_zoom_stays()
    {
        await Page.SetViewportSizeAsync(1280, 900);
        await OpenAsync("/?view=Graph");
        // Drawn to fit: the script is there.
        await Page.WaitForFunctionAsync("() => { const picture = document.getElementById('graph-picture'); return picture.getAttribute('width') !== String(picture.viewBox.baseVal.width); }");
        await Button("Zoom in").ClickAsync();
        var width = await Page.Locator("#graph-picture").GetAttributeAsync("width");

        await Page.Locator("#g-catalog-b1").ClickAsync();
        await Page.Locator("#details [formaction$='/stop']").ClickAsync();

        await Expect(Page.Locator("#g-catalog-b1.node-off .node-state")).ToHaveTextAsync("Finished");
        (await Page.Locator("#graph-picture").GetAttributeAsync("width")).ShouldBe(width);
        await Page.Locator("#details [formaction$='/start']").ClickAsync();
        await Expect(Page.Locator("#g-catalog-b1.node-good")).ToHaveCountAsync(1);
        NothingIsWrongInTheBrowser();
    }

    [Fact]
    public async Task Pointing_at_a_node_makes_its_edges_stand_out()
    {
        await Page.SetViewportSizeAsync(1280, 900);
        await OpenAsync("/?view=Graph");

        await Page.Locator("#g-cart-a1").FocusAsync();

        await Expect(Page.Locator(".pointing .line.on")).ToHaveCountAsync(2);
        await Expect(Page.Locator(".line.on[data-to=sessions]")).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task Texts_of_the_graph_stay_within_their_nodes()
    {
        await Page.SetViewportSizeAsync(1280, 900);
        await OpenAsync("/?view=Graph");

        var wide = await Page.EvaluateAsync<string[]>("""
            () => [...document.querySelectorAll('.node')].flatMap((node) => {
              const box = node.querySelector('rect').getBBox();
              return [...node.querySelectorAll('text')].filter((text) => text.getBBox().width > 0)
                .filter((text) => { const t = text.getBBox(); return t.x < box.x || t.x + t.width > box.x + box.width || t.y < box.y || t.y + t.height > box.y + box.height; })
                .map((text) => text.textContent);
            })
            """);

        wide.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_secret_is_fetched_by_a_click_and_stays_until_it_is_hidden()
    {
        await Page.SetViewportSizeAsync(1280, 900);
        await OpenAsync("/?resource=cart-a1");

        await Page.GetByRole(AriaRole.Button, new() { Name = "Show Api__Key" }).ClickAsync();
        await Expect(Page.Locator("#v-e-Api__Key .value")).ToHaveTextAsync(ShopSample.ApiKey);

        // What is fetched anew meanwhile does not mask it.
        await Page.RunAndWaitForResponseAsync(
            () => Page.EvaluateAsync("() => { document.body.dispatchEvent(new CustomEvent('live-board')); }"),
            static response => response.Url.Contains("resource=cart-a1", StringComparison.Ordinal));
        await Expect(Page.Locator("#v-e-Api__Key .value")).ToHaveTextAsync(ShopSample.ApiKey);
        await Page.Locator("#v-e-Api__Key").GetByRole(AriaRole.Button, new() { Name = "Hide" }).ClickAsync();
        (await Page.ContentAsync()).ShouldNotContain(ShopSample.ApiKey);
        NothingIsWrongInTheBrowser();
    }

    [Fact]
    public async Task The_keyboard_opens_details_closes_them_and_comes_back()
    {
        await Page.SetViewportSizeAsync(1280, 900);
        await OpenAsync("/");

        await Page.Locator("#n-sessions").FocusAsync();
        await Page.Keyboard.PressAsync("Enter");
        await Expect(Page.Locator("#details-title")).ToBeFocusedAsync();
        await Expect(Page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex(@"\?resource=sessions$"));
        await Page.Keyboard.PressAsync("Escape");
        await Expect(Page.Locator("#details")).ToHaveCountAsync(0);
        await Expect(Page.Locator("#n-sessions")).ToBeFocusedAsync();

        await Page.Locator("#f-cart").FocusAsync();
        await Page.Keyboard.PressAsync("Space");
        await Expect(Page.Locator("#r-cart-a1")).ToHaveCountAsync(0);
        await Expect(Page.Locator("#f-cart")).ToBeFocusedAsync();
        NothingIsWrongInTheBrowser();
    }

    [Fact]
    public async Task Everything_that_the_tab_key_reaches_has_a_name_and_a_focus_that_is_seen()
    {
        await Page.SetViewportSizeAsync(1280, 900);
        await OpenAsync("/?resource=cart-a1");
        var stops = await Page.EvaluateAsync<int>(MyArch.Testing.Scripts.CountFocusable);
        for (var i = 0; i < stops; i++)
        {
            await Page.Keyboard.PressAsync("Tab");
            var focused = await Page.EvaluateAsync<System.Text.Json.JsonElement>(MyArch.Testing.Scripts.Focused);
            if (focused.GetProperty("element").GetString()!.Length > 0)
            {
                focused.GetProperty("name").GetString().ShouldNotBeNullOrEmpty(focused.ToString());
                focused.GetProperty("isSeen").GetBoolean().ShouldBeTrue(focused.ToString());
            }
        }
    }

    [Fact]
    public async Task Typing_filters_and_the_address_follows()
    {
        await Page.SetViewportSizeAsync(1280, 900);
        await OpenAsync("/");

        await Field("Text").PressSequentiallyAsync("jobs");

        await Expect(Page.Locator(".resource-table tbody tr")).ToHaveCountAsync(2);
        await Expect(Page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex(@"/\?text=jobs$"));
        await Expect(Field("Text")).ToBeFocusedAsync();
        await Expect(Field("Text")).ToHaveValueAsync("jobs");
    }
}
