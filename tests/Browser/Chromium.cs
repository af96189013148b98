using System.Collections.Concurrent;
using Microsoft.Playwright;

namespace MyArch.Testing;

/// <summary>
/// A real browser without a window, as a fixture or started by a test itself. Without Chromium the tests fail and say so; they never pass by not running. Compiled into the test projects that need it.
/// </summary>
public sealed class Chromium : IAsyncLifetime, IAsyncDisposable
{
    private const string Program = "/usr/bin/chromium";
    private const string RefusedRequest = "Failed to load resource: the server responded with a status of ";

    // In milliseconds, for everything that is waited for: the machine may be busy with other tests.
    private const float Patience = 60_000;

    private static readonly string[] Arguments =
        ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];

    private IPlaywright? _playwright;
    private IBrowser? _browser;

    /// <summary>What pages complained about: errors of scripts, and errors and warnings on the console, which violations of the content security policy are too.</summary>
    public ConcurrentQueue<string> Complaints { get; } = new();

    private IBrowser Browser => _browser ?? throw new InvalidOperationException("The browser is not started.");

    public static async Task<Chromium> StartAsync()
    {
        var chromium = new Chromium();
        await chromium.InitializeAsync();
        return chromium;
    }

    public async Task InitializeAsync()
    {
        File.Exists(Program).ShouldBeTrue($"The browser tests need {Program}: apt-get install chromium");
        Assertions.SetDefaultExpectTimeout(Patience);
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = Program, Args = Arguments, Timeout = 2 * Patience });
    }

    /// <summary>A profile of its own: without history, storage or cookies of others.</summary>
    public async Task<IBrowserContext> NewContextAsync(BrowserNewContextOptions options)
    {
        var context = await Browser.NewContextAsync(options);
        context.SetDefaultTimeout(Patience);
        return context;
    }

    /// <summary>A page in a profile of its own, whose complaints are taken down.</summary>
    public async Task<IPage> NewPageAsync(BrowserNewContextOptions options)
    {
        var page = await (await NewContextAsync(options)).NewPageAsync();
        TakeDownComplaints(page, Complaints.Enqueue);
        return page;
    }

    /// <summary>Whether all that is complained about is that a request was refused, with this status.</summary>
    public static bool IsRefusal(string complaint, int status) => complaint.StartsWith($"{RefusedRequest}{status} ", StringComparison.Ordinal);

    /// <summary>Calls back with each complaint of a page.</summary>
    public static void TakeDownComplaints(IPage page, Action<string> take)
    {
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning")
            {
                take(message.Text);
            }
        };
        page.PageError += (_, error) => take(error);
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }

        _playwright?.Dispose();
    }

    Task IAsyncLifetime.DisposeAsync() => DisposeAsync().AsTask();
}
