using System.Collections.Concurrent;
using Microsoft.Playwright;

namespace MyArch.Testing;

/// <summary>A test that has a site and a page of a browser, the size of a small phone, with a profile of its own.</summary>
[Trait("Category", "Browser")]
public abstract class BrowserTest(Chromium chromium) : IAsyncLifetime
{
    private readonly ConcurrentQueue<string> _complaints = new();
    private IBrowserContext? _context;

    private protected IPage Page { get; private set; } = null!;

    private protected IBrowserContext Context => _context ?? throw new InvalidOperationException("The browser is not open.");

    /// <summary>What every request of the browser says beside its own headers.</summary>
    private protected virtual IEnumerable<KeyValuePair<string, string>> Headers => [];

    public async Task InitializeAsync()
    {
        var address = await StartSiteAsync();
        _context = await chromium.NewContextAsync(new BrowserNewContextOptions
        {
            BaseURL = address,
            Locale = "en-GB",
            TimezoneId = "Europe/Berlin",
            ViewportSize = new ViewportSize { Width = 360, Height = 740 },
            ExtraHTTPHeaders = Headers,
        });
        await _context.AddInitScriptAsync(Scripts.WatchLayout);
        Page = await _context.NewPageAsync();
        Chromium.TakeDownComplaints(Page, _complaints.Enqueue);
    }

    public async Task DisposeAsync()
    {
        if (_context is not null)
        {
            await _context.DisposeAsync();
        }

        await StopSiteAsync();
    }

    /// <summary>The statuses of refusals that belong to the site's usual work.</summary>
    private protected virtual IEnumerable<int> UsualRefusals => [];

    /// <summary>Starts the site, and says where it is.</summary>
    private protected abstract Task<string> StartSiteAsync();

    private protected virtual Task StopSiteAsync() => Task.CompletedTask;

    private protected ILocator Button(string name) => Page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });

    private protected ILocator Field(string label) => Page.GetByLabel(label, new() { Exact = true });

    private protected static ILocatorAssertions Expect(ILocator locator) => Assertions.Expect(locator);

    private protected static IPageAssertions Expect(IPage page) => Assertions.Expect(page);

    /// <summary>Nothing was wrong in the browser. That a request was refused is told there, too, and may be no fault of the page.</summary>
    /// <param name="refusals">The statuses of the refusals that the test has brought about.</param>
    private protected void NothingIsWrongInTheBrowser(params int[] refusals) =>
        _complaints.Where(text => !refusals.Concat(UsualRefusals).Any(status => Chromium.IsRefusal(text, status))).ShouldBeEmpty();
}
