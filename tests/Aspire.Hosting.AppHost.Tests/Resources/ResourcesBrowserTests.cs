using System.Diagnostics;
using System.Text.RegularExpressions;
using Aspire.Hosting.Dashboard.Tests.Otlp;
using Microsoft.Playwright;

namespace Aspire.Hosting.Dashboard.Tests.Resources;

public sealed class ResourcesBrowserTests(Chromium chromium, ShopApplication shop) : DashboardBrowserTest(chromium), IClassFixture<Chromium>, IClassFixture<ShopApplication>
{
    private protected override DashboardClients Clients => shop.Clients;

    private ILocator ApiKey => Page.Locator("#details tr", new() { Has = Page.GetByRole(AriaRole.Rowheader, new() { Name = "Api__Key", Exact = true }) }).Locator(".value");

    private protected override Task<string> StartSiteAsync() => Task.FromResult(shop.Address);

    private ILocator MenuOf(string resource) => Page.Locator($"#row-menu-{resource} button:not(:disabled), #row-menu-{resource} a");

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
    public async Task A_killed_process_looks_dead_and_open_menus_and_focus_stay()
    {
        await Page.SetViewportSizeAsync(1280, 900);
        await OpenAsync("/");
        await Page.Locator("#row-menu-gateway-open").ClickAsync();
        await Expect(Page.Locator("#row-menu-gateway")).ToBeVisibleAsync();
        await Expect(MenuOf("gateway").First).ToBeFocusedAsync();

        using (var process = Process.GetProcessById((int)shop.Application.Snapshot("worker-a1").Properties.Single(static p => p.Name == "executable.pid").Value!))
        {
            process.Kill();
        }

        await Expect(Page.Locator("#r-worker-a1 .col-state")).ToContainTextAsync("exit code 137, SIGKILL");

        await Expect(Page.Locator("#row-menu-gateway")).ToBeVisibleAsync();
        await Expect(MenuOf("gateway").First).ToBeFocusedAsync();
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
    public async Task A_node_shows_how_those_fare_that_call_it()
    {
        await Page.SetViewportSizeAsync(1280, 900);
        await OpenAsync("/?view=Graph");
        await Expect(Page.Locator("#g-gateway .node-rate")).ToHaveTextAsync("");
        var port = new Uri(shop.Application.Snapshot("gateway").Urls.First(static url => url.Url.StartsWith("http", StringComparison.Ordinal)).Url).Port;

        using var body = new ByteArrayContent(Requests.ValidSpan(span => span.Number(6, 3).Attribute(9, "server.address", "localhost").Attribute(9, "server.port", any => any.Number(3, port))));
        body.Headers.ContentType = new("application/x-protobuf");
        using var sent = await Clients.Otlp.PostAsync(new Uri("/v1/traces", UriKind.Relative), body);
        sent.EnsureSuccessStatusCode();

        await Expect(Page.Locator("#g-gateway .node-rate")).ToHaveTextAsync(new Regex("/s$"));
        await Expect(Page.Locator("#g-gateway .node-p95")).ToHaveTextAsync(new Regex("ms$|µs$"));
        await Expect(Page.Locator("#g-gateway .node-state")).ToHaveTextAsync("");
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

        await Button("Show Api__Key").ClickAsync();
        await Expect(ApiKey).ToHaveTextAsync(ShopSample.ApiKey);

        // What is fetched anew meanwhile does not mask it.
        await Page.EvaluateAsync("""
            () => new Promise((swapped) => {
              document.addEventListener('htmx:after:swap', () => swapped(), { once: true });
              document.body.dispatchEvent(new CustomEvent('live-board'));
            })
            """);
        await Expect(ApiKey).ToHaveTextAsync(ShopSample.ApiKey);
        await Button("Hide").ClickAsync();
        (await Page.ContentAsync()).ShouldNotContain(ShopSample.ApiKey);
        NothingIsWrongInTheBrowser();
    }

    [Fact]
    public async Task A_secret_that_is_shown_is_not_taken_for_that_of_another_resource_or_of_a_new_start()
    {
        await Page.SetViewportSizeAsync(1280, 900);
        await OpenAsync("/?resource=cart-a1");
        await Button("Show Api__Key").ClickAsync();
        await Expect(ApiKey).ToHaveTextAsync(ShopSample.ApiKey);

        await Page.Locator("#n-cart-b1").ClickAsync();
        await Expect(Page.Locator("#details-title")).ToHaveTextAsync("cart-b1");
        await Expect(Button("Show Api__Key")).ToBeVisibleAsync();
        (await Page.ContentAsync()).ShouldNotContain(ShopSample.ApiKey);

        await Button("Show Api__Key").ClickAsync();
        await Expect(ApiKey).ToHaveTextAsync(ShopSample.ApiKey);
        await Page.Locator("#details [formaction$='/restart']").ClickAsync();
        await Expect(Button("Show Api__Key")).ToBeVisibleAsync();
        (await Page.ContentAsync()).ShouldNotContain(ShopSample.ApiKey);
        NothingIsWrongInTheBrowser();
    }

    [Fact]
    public async Task A_change_during_a_request_is_asked_for_after_it_of_the_view_that_is_shown_by_then()
    {
        await Page.SetViewportSizeAsync(1280, 900);
        await OpenAsync("/");
        var released = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var asked = 0;
        await Page.RouteAsync(static url => new Uri(url).PathAndQuery == "/?view=Graph", async route =>
        {
            Interlocked.Increment(ref asked);
            await released.Task;
            await route.ContinueAsync();
        });

        await Page.Locator("#view-Graph").ClickAsync();
        await Eventually.IsTrueAsync(() => Volatile.Read(ref asked) == 1);
        await Page.EvaluateAsync("() => { document.body.dispatchEvent(new CustomEvent('live-board')); }");
        released.SetResult();

        await Eventually.IsTrueAsync(() => Volatile.Read(ref asked) > 1, because: "the change is asked for");
        await Expect(Page.Locator("#graph-picture")).ToBeVisibleAsync();
        NothingIsWrongInTheBrowser();
    }

    [Fact]
    public async Task An_answer_of_the_graph_that_was_overtaken_is_not_drawn()
    {
        await Page.SetViewportSizeAsync(1280, 900);
        await OpenAsync("/?view=Graph");
        var released = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var asked = 0;
        await Page.RouteAsync("**/resources/graph?*", async route =>
        {
            var isFirst = Interlocked.Increment(ref asked) == 1;
            if (isFirst)
            {
                await released.Task;
            }

            await route.FulfillAsync(new() { ContentType = "application/json", Body = $"""[{"{"}"name":"gateway","kind":"good","icon":"●","state":"{(isFirst ? "Old" : "New")}","rate":"","errors":"","p95":"","hasErrors":false,"label":"gateway"{"}"}]""" });
        });
        const string Change = "() => { document.body.dispatchEvent(new CustomEvent('live-graph')); }";
        await Page.EvaluateAsync(Change);
        await Eventually.IsTrueAsync(() => Volatile.Read(ref asked) >= 1);
        await Page.EvaluateAsync(Change);
        await Expect(Page.Locator("#g-gateway .node-state")).ToHaveTextAsync("New");

        await Page.RunAndWaitForResponseAsync(() => Task.FromResult(released.TrySetResult()), static response => response.Url.Contains("/resources/graph?", StringComparison.Ordinal));
        await DrawnAsync();

        await Expect(Page.Locator("#g-gateway .node-state")).ToHaveTextAsync("New");
        NothingIsWrongInTheBrowser();
    }

    [Fact]
    public async Task The_filters_are_there_again_after_the_parameters()
    {
        await Page.SetViewportSizeAsync(1280, 900);
        await OpenAsync("/?view=Parameters");
        await Expect(Field("Text")).ToBeHiddenAsync();

        await Page.Locator("#view-Table").ClickAsync();

        await Expect(Field("Text")).ToBeVisibleAsync();
        await Field("Text").FillAsync("jobs");
        await Expect(Page.Locator(".resource-table tbody tr")).ToHaveCountAsync(2);
    }

    [Theory]
    [InlineData("Show Api__Key")]
    [InlineData("Restart")]
    public async Task A_button_of_a_page_that_is_out_of_date_loads_it_anew(string button)
    {
        await Page.SetViewportSizeAsync(1280, 900);
        await OpenAsync("/?resource=cart-a1");
        // As if another start of the application had made the page.
        await Page.EvaluateAsync("() => { window.isOld = true; document.querySelector('#actions input').value = 'of another start'; }");

        await Page.Locator("#details").GetByRole(AriaRole.Button, new() { Name = button, Exact = true }).ClickAsync();

        await Page.WaitForFunctionAsync("() => !window.isOld");
        await Expect(Page.Locator("#details-title")).ToHaveTextAsync("cart-a1");
        NothingIsWrongInTheBrowser(400);
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
            focused.GetProperty("element").GetString().ShouldNotBeEmpty("The key leaves the page too early.");
            focused.GetProperty("name").GetString().ShouldNotBeNullOrEmpty(focused.ToString());
            focused.GetProperty("isSeen").GetBoolean().ShouldBeTrue(focused.ToString());
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
