using System.Globalization;
using Microsoft.Playwright;
using MyArch.ServiceDefaults;

namespace MyArch.Time.Tests.Browser;

/// <summary>The site in a real browser.</summary>
[Trait("Category", "Browser")]
public sealed class SiteInBrowserTests : IAsyncLifetime
{
    private readonly TimeServer _server = new();
    private Chromium _browser = null!;
    private IPage _page = null!;

    public async Task InitializeAsync()
    {
        _browser = await Chromium.StartAsync();
        _page = await _browser.NewPageAsync(new BrowserNewContextOptions
        {
            BaseURL = _server.Address,
            TimezoneId = "Europe/Berlin",
            ViewportSize = new ViewportSize { Width = 390, Height = 844 },
            ExtraHTTPHeaders = [new(OriginVerification.Header, TimeServer.Secret)],
        });
    }

    public async Task DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }

        await _server.DisposeAsync();
    }

    [Fact]
    public async Task The_page_shows_the_time_of_the_visitors_zone_and_who_gave_it_without_a_complaint()
    {
        await _page.GotoAsync("/");

        await Assertions.Expect(_page.Locator("#clock-zone")).ToHaveTextAsync("Europe / Berlin");
        await Assertions.Expect(_page.Locator("#stream-state")).ToHaveTextAsync("live");
        await Assertions.Expect(_page.Locator("#served-id")).ToHaveTextAsync("time-a1");
        await Assertions.Expect(_page.Locator("#footer-instance")).ToHaveTextAsync("time-a1");
        await Assertions.Expect(_page.Locator("#footer-zone")).ToHaveTextAsync("a");
        await Assertions.Expect(_page.Locator("#log")).ToContainTextAsync("opened by time-a1");
        var second = await _page.Locator("#seconds").TextContentAsync();
        await Assertions.Expect(_page.Locator("#seconds")).Not.ToHaveTextAsync(second!);
        (await _page.EvaluateAsync<int>("document.documentElement.scrollWidth - innerWidth")).ShouldBeLessThanOrEqualTo(0, "The page is wider than a phone.");
        _browser.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_zone_is_found_by_keyboard_alone_and_remembered()
    {
        await _page.GotoAsync("/");
        await Assertions.Expect(_page.Locator("#clock-zone")).ToHaveTextAsync("Europe / Berlin");

        await _page.Keyboard.PressAsync("Tab");
        await _page.Keyboard.TypeAsync("new");
        await Assertions.Expect(_page.GetByRole(AriaRole.Option, new() { Name = "America/New York" })).ToBeVisibleAsync();
        await _page.Keyboard.TypeAsync(" york");
        await _page.Keyboard.PressAsync("Enter");

        await Assertions.Expect(_page.Locator("#clock-zone")).ToHaveTextAsync("America / New York");
        await Assertions.Expect(_page.GetByRole(AriaRole.Listbox)).ToBeHiddenAsync();
        _page.Url.ShouldEndWith("?zone=America/New_York");
        await _page.GotoAsync("/");
        await Assertions.Expect(_page.Locator("#clock-zone")).ToHaveTextAsync("America / New York");
        _browser.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_name_that_is_no_zone_is_refused_in_words_and_changes_nothing()
    {
        await _page.GotoAsync("/?zone=Asia/Kathmandu");
        await Assertions.Expect(_page.Locator("#clock-zone")).ToHaveTextAsync("Asia / Kathmandu");

        await _page.Locator("#zone").FillAsync("Mars/Phobos");
        await _page.Keyboard.PressAsync("Enter");

        await Assertions.Expect(_page.GetByRole(AriaRole.Alert)).ToContainTextAsync("no zone 'Mars/Phobos'");
        await Assertions.Expect(_page.Locator("#clock-zone")).ToHaveTextAsync("Asia / Kathmandu");
        await Assertions.Expect(_page.Locator("#offset")).ToHaveTextAsync("UTC+05:45");
    }

    [Fact]
    public async Task Asking_thirty_times_adds_thirty_answers_to_the_tally()
    {
        await _page.GotoAsync("/");
        await _page.Locator("#ask-always").UncheckAsync();
        await Assertions.Expect(_page.Locator("#footer-instance")).ToHaveTextAsync("time-a1");
        var before = await TotalAsync();

        await _page.GetByRole(AriaRole.Button, new() { Name = "Ask 30 times" }).ClickAsync();

        // One more may have been under way when the switch was turned off, and be counted at any moment: both numbers are read at once.
        var (total, _) = await Eventually.BecomesAsync(
            _ => TallyAsync(), tally => tally.Total >= before + 30 && tally.Instance == tally.Total, because: "the tally has 30 more, all of the one instance");
        total.ShouldBeLessThanOrEqualTo(before + 31);
        await Assertions.Expect(_page.Locator("#failures")).ToBeEmptyAsync();
        _browser.Complaints.ShouldBeEmpty();
    }

    private async Task<(int Total, int Instance)> TallyAsync()
    {
        var numbers = await _page.EvaluateAsync<int[]>("() => ['#total', '.row[data-instance=time-a1] .count'].map(each => Number(document.querySelector(each).textContent))");
        return (numbers[0], numbers[1]);
    }

    private async Task<int> TotalAsync() => int.Parse((await _page.Locator("#total").TextContentAsync())!, CultureInfo.InvariantCulture);
}
