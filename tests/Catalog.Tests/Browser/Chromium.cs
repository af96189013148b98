using Microsoft.Playwright;

namespace MyArch.Catalog.Tests.Browser;

/// <summary>One browser for all page tests; each test has a profile of its own. Without Chromium the tests fail and say so; they never pass by not running.</summary>
public sealed class Chromium : IAsyncLifetime
{
    public const string Collection = "Chromium";

    private const string Path = "/usr/bin/chromium";

    private IPlaywright _playwright = null!;
    private IBrowser _browser = null!;

    public async Task InitializeAsync()
    {
        File.Exists(Path).ShouldBeTrue($"The browser tests need {Path}: apt-get install chromium");
        // The machine may be busy with other tests.
        Assertions.SetDefaultExpectTimeout(15_000);
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = Path,
            Args = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
        });
    }

    public async Task DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }

        _playwright?.Dispose();
    }

    /// <summary>A browser without history, the size of a small phone.</summary>
    internal Task<IBrowserContext> OpenAsync(string address) =>
        _browser.NewContextAsync(new BrowserNewContextOptions
        {
            BaseURL = address,
            Locale = "en-GB",
            TimezoneId = "Europe/Berlin",
            ViewportSize = new ViewportSize { Width = 360, Height = 740 },
        });
}
