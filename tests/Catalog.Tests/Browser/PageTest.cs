using Microsoft.Playwright;

namespace MyArch.Catalog.Tests.Browser;

/// <summary>A test that has the site, a stand-in for the services behind it, and a page of a browser.</summary>
[Trait("Category", "Browser")]
[Collection(Chromium.Collection)]
public abstract class PageTest(Chromium chromium) : IAsyncLifetime
{
    private const string RefusedRequest = "Failed to load resource: the server responded with a status of ";

    private readonly List<string> _complaints = [];
    private IBrowserContext _context = null!;

    private protected StubShop Shop { get; } = new();

    private protected IPage Page { get; private set; } = null!;

    private protected IBrowserContext Context => _context;

    public async Task InitializeAsync()
    {
        await Shop.StartAsync();
        _context = await chromium.OpenAsync(Shop.Address);
        await _context.AddInitScriptAsync(Scripts.WatchLayout);
        Page = await _context.NewPageAsync();
        // Violations of the content security policy are console errors too.
        Page.Console += (_, message) => Complain(message.Type is "error" or "warning", message.Text);
        Page.PageError += (_, error) => Complain(isComplaint: true, error);
    }

    public async Task DisposeAsync()
    {
        await _context.DisposeAsync();
        await Shop.DisposeAsync();
    }

    private protected ILocator Button(string name) => Page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });

    private protected ILocator Field(string label) => Page.GetByLabel(label, new() { Exact = true });

    private protected static ILocatorAssertions Expect(ILocator locator) => Assertions.Expect(locator);

    /// <summary>Nothing was wrong in the browser. That a request was refused is told there, too, and is no fault of the page.</summary>
    private protected void NothingIsWrongInTheBrowser() =>
        _complaints.Where(static text => !text.StartsWith(RefusedRequest, StringComparison.Ordinal)).ShouldBeEmpty();

    private void Complain(bool isComplaint, string text)
    {
        if (isComplaint)
        {
            _complaints.Add(text);
        }
    }
}
