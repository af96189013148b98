using Microsoft.Playwright;

namespace Aspire.Hosting.Dashboard.Tests.Resources;

public sealed class CommandBrowserTests(Chromium chromium, CommandApplication application) : DashboardBrowserTest(chromium), IClassFixture<Chromium>, IClassFixture<CommandApplication>
{
    private protected override DashboardClients Clients => application.Application.Clients;

    private protected override async Task<string> StartSiteAsync()
    {
        await Eventually.BecomesAsync(
            async _ => (await application.Client.GetPageAsync("/")).QuerySelector("script[src*=htmx]"), static script => script is not null, TimeSpan.FromMinutes(2), "the page has htmx");
        return application.Application.Settings.Address.GetLeftPart(UriPartial.Authority);
    }

    [Fact]
    public async Task A_command_that_asks_opens_a_dialog_and_is_executed_after_yes()
    {
        var before = application.Sample.Executions;
        await OpenAsync("/");
        await ChooseAsync("Wipe");
        await Expect(Page.GetByRole(AriaRole.Dialog)).ToContainTextAsync("Really wipe everything?");
        await TakePicturesAsync("resources-confirm");
        await Page.Keyboard.PressAsync("Escape");
        await Expect(Page.GetByRole(AriaRole.Dialog)).ToHaveCountAsync(0);

        await ChooseAsync("Wipe");
        await Button("Yes").ClickAsync();
        await Expect(Page.Locator("#command-results")).ToContainTextAsync("server: Wipe succeeded");
        application.Sample.Executions.ShouldBe(before + 1, "once, after the second question");
        NothingIsWrongInTheBrowser();
    }

    [Fact]
    public async Task A_slow_command_shows_that_it_is_at_work_and_then_its_result()
    {
        await Page.SetViewportSizeAsync(1280, 800);
        await OpenAsync("/?resource=server");
        await Page.Locator("#details [formaction$='/slow']").ClickAsync();
        await Expect(Page.Locator("#details [formaction$='/slow']")).ToHaveAttributeAsync("aria-busy", "true");
        await Expect(Page.Locator("#command-results")).ToContainTextAsync("server: Slow is at work");

        // Meanwhile the others work.
        await Page.Locator("#details [formaction$='/fail']").ClickAsync();
        await Expect(Page.Locator("#command-results .bad").First).ToContainTextAsync("It did <b>not</b> work");
        await TakePicturesAsync("resources-commands");

        application.Sample.Gate.TrySetResult();
        await Expect(Page.Locator("#command-results")).ToContainTextAsync("At last");
        NothingIsWrongInTheBrowser();
    }

    private async Task ChooseAsync(string command)
    {
        await Page.Locator("#row-menu-server-open").ClickAsync();
        await Page.Locator("#row-menu-server").GetByRole(AriaRole.Button, new() { Name = command, Exact = true }).ClickAsync();
    }
}
