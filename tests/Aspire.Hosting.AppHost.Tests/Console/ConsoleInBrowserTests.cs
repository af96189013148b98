using Aspire.Hosting.ApplicationModel;
using Microsoft.Playwright;

namespace Aspire.Hosting.Dashboard.Tests.Console;

public sealed class ConsoleInBrowserTests(Chromium chromium) : DashboardBrowserTest(chromium), IClassFixture<Chromium>
{
    private const string Attack = "<img src=x onerror=\"document.title='taken'\">\e[31m<script>document.title='taken'</script>";

    private readonly Dashboard _dashboard = new(static builder =>
    {
        builder.AddExecutable("web", "/bin/true", "/");
        builder.AddExecutable("worker", "/bin/true", "/");
    });

    private protected override DashboardClients Clients => _dashboard.Clients;

    private ILocator Lines => Page.Locator(".console li");

    [Fact]
    public async Task Lines_appear_as_they_are_written_in_their_colours_and_the_zone_of_the_viewer()
    {
        Write("web", "\e[32minfo\e[0m: \e[1mListening\e[0m on port 8080");
        await OpenAsync("/consolelogs");
        await Expect(Lines).ToHaveCountAsync(1);

        Write("worker", "\e[33mwarn\e[0m: the queue is empty");
        Write("web", "\e[41;97mfail\e[0m: it does not work", isError: true);
        await Expect(Lines).ToHaveCountAsync(3);

        await Expect(Lines.Last).ToContainTextAsync("err");
        await Expect(Page.Locator(".console .f2")).ToHaveTextAsync("info");
        var utc = DateTime.Parse((await Page.Locator(".console time").First.GetAttributeAsync("datetime"))!, System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.AdjustToUniversal);
        var local = TimeZoneInfo.ConvertTimeFromUtc(utc, TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin"));
        await Expect(Page.Locator(".console time").First).ToHaveTextAsync(local.ToString("HH:mm:ss.fff", System.Globalization.CultureInfo.InvariantCulture));
        for (var line = 0; line < 12; line++)
        {
            Write(line % 3 == 0 ? "worker" : "web", $"\e[90m{line:D3}\e[0m \e[3{line % 8}mGET\e[0m /api/items/{line} \e[3{(line + 3) % 8};4{(line + 1) % 8}m200\e[0m in \e[1;36m{line * 3} ms\e[0m, and some more words so that the line is long enough to wrap on a phone");
        }

        await Expect(Lines).ToHaveCountAsync(15);
        await TakePicturesAsync("console");
        NothingIsWrongInTheBrowser();
    }

    [Fact]
    public async Task A_paused_page_stands_still_and_catches_up()
    {
        Write("web", "one");
        await OpenAsync("/consolelogs/resource/web");
        await Expect(Lines).ToHaveCountAsync(1);

        await Button("Pause").ClickAsync();
        await Expect(Page.GetByText("Paused.")).ToBeVisibleAsync();
        // Another one who looks is sent both, one after the other; the page is not.
        await using (var others = await ServerSentEvents.OpenAsync(await Clients.SignInAsync(), "/consolelogs/stream?resource=web"))
        {
            foreach (var line in new[] { "two", "three" })
            {
                Write("web", line);
                while (!(await others.NextAsync()).Data.Contains(line, StringComparison.Ordinal))
                {
                }
            }
        }

        await DrawnAsync();
        (await Lines.CountAsync()).ShouldBe(1);
        await Button("Resume").ClickAsync();

        await Expect(Lines).ToHaveCountAsync(3);
        NothingIsWrongInTheBrowser();
    }

    [Fact]
    public async Task Who_reads_further_up_stays_there_when_the_page_comes_back()
    {
        for (var line = 1; line <= 200; line++)
        {
            Write("web", $"line {line}");
        }

        await OpenAsync("/consolelogs/resource/web");
        await Page.EvaluateAsync("document.querySelector('.console').scrollTop = 100");
        await Button("Pause").ClickAsync();
        Write("web", "the last");
        await Button("Resume").ClickAsync();

        await Expect(Lines).ToHaveCountAsync(201);
        await DrawnAsync();
        (await Page.EvaluateAsync<int>("document.querySelector('.console').scrollTop")).ShouldBe(100);
        NothingIsWrongInTheBrowser();
    }

    [Fact]
    public async Task A_search_keeps_only_what_contains_it_also_of_what_comes_later()
    {
        Write("web", "apple");
        Write("web", "pear");
        await OpenAsync("/consolelogs");

        await Field("Search").FillAsync("APP");
        await Field("Search").PressAsync("Enter");
        await Expect(Lines).ToHaveCountAsync(1);
        Write("web", "plum");
        Write("web", "pineapple");

        await Expect(Lines).ToHaveCountAsync(2);
        await Expect(Page.Locator(".console mark").Last).ToHaveTextAsync("app");
        await Expect(Page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("/consolelogs\\?search=APP$", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(1)));
    }

    [Fact]
    public async Task The_choice_of_a_resource_leads_to_its_page()
    {
        Write("web", "of web");
        Write("worker", "of worker");
        await OpenAsync("/consolelogs");

        await Page.Locator("select[name=resource]").SelectOptionAsync("worker");

        await Expect(Lines).ToHaveTextAsync([new System.Text.RegularExpressions.Regex("of worker$", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(1))]);
        Page.Url.ShouldEndWith("/consolelogs/resource/worker");
    }

    [Fact]
    public async Task What_a_resource_writes_stays_text()
    {
        Write("web", Attack);
        await OpenAsync("/consolelogs");
        await Expect(Lines).ToHaveCountAsync(1);
        Write("web", Attack);
        await Expect(Lines).ToHaveCountAsync(2);

        (await Page.TitleAsync()).ShouldBe("Console - Dashboard");
        (await Page.Locator(".console img, .console script").CountAsync()).ShouldBe(0);
        NothingIsWrongInTheBrowser();
    }

    [Fact]
    public async Task A_flood_leaves_the_page_usable()
    {
        await OpenAsync("/consolelogs/resource/web");
        using var stop = new CancellationTokenSource();
        var flood = FloodAsync(stop.Token);

        await Expect(Page.Locator(".console .skipped").First).ToBeVisibleAsync();
        await Expect(Page.Locator("[data-console-note]")).ToContainTextAsync("older ones are no longer shown", new() { Timeout = 60_000 });
        await Button("Pause").ClickAsync();
        await Expect(Button("Resume")).ToBeVisibleAsync();
        await stop.CancelAsync();
        await flood;
        await DrawnAsync();

        (await Lines.CountAsync()).ShouldBeLessThanOrEqualTo(2_000);
        NothingIsWrongInTheBrowser();
    }

    /// <summary>50,000 lines a second.</summary>
    private async Task FloodAsync(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
        while (!cancellationToken.IsCancellationRequested)
        {
            for (var line = 0; line < 500; line++)
            {
                Write("web", $"\e[32mline\e[0m {line} of a resource that writes as fast as it can");
            }

            await timer.WaitForNextTickAsync(CancellationToken.None);
        }
    }

    [Fact]
    public async Task An_empty_page_says_what_to_do()
    {
        await OpenAsync("/consolelogs/resource/web");

        await Expect(Page.Locator("[data-console-note]")).ToHaveTextAsync("web has written nothing yet. If it was not started, start it on the page Resources.");
        NothingIsWrongInTheBrowser();
    }

    [Fact]
    public async Task Every_control_is_reached_by_the_tab_key_and_seen()
    {
        await OpenAsync("/consolelogs");
        await Expect(Button("Pause")).ToBeVisibleAsync();
        var names = new List<string>();
        while (names.Count < 30)
        {
            await Page.Keyboard.PressAsync("Tab");
            var focused = await Page.EvaluateAsync<Dictionary<string, object>>(Scripts.Focused);
            if ((string)focused["element"] == "")
            {
                break;
            }

            ((bool)focused["isSeen"]).ShouldBeTrue((string)focused["name"]);
            names.Add((string)focused["name"]);
        }

        names.ShouldContain("Skip to content");
        names.ShouldContain("Traces");
        names.ShouldContain("Search");
        names.ShouldContain("Pause");
        names.ShouldContain("Output");
    }

    [Fact]
    public async Task The_login_page_works_without_a_mouse_and_in_the_dark()
    {
        await Page.GotoAsync("/consolelogs");
        await TakePicturesAsync("login");
        await Page.GetByLabel("Token").FillAsync("wrong");
        await Page.Keyboard.PressAsync("Enter");
        await Expect(Page.GetByRole(AriaRole.Alert)).ToHaveTextAsync("That is not the token of this run.");

        await Page.GetByLabel("Token").FillAsync(Keys.BrowserToken);
        await Page.Keyboard.PressAsync("Enter");

        await Expect(Page.Locator("h1")).ToHaveTextAsync("Console");
    }

    private protected override async Task<string> StartSiteAsync()
    {
        await _dashboard.InitializeAsync();
        return _dashboard.Settings.Address.ToString();
    }

    private protected override Task StopSiteAsync() => _dashboard.DisposeAsync().AsTask();

    private void Write(string resource, string text, bool isError = false) => _dashboard.Get<ResourceLoggerService>().LogOf(resource).Append(text, isError);
}
