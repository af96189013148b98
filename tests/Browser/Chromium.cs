using System.Collections.Concurrent;
using Microsoft.Playwright;

namespace MyArch.Testing;

/// <summary>
/// A real browser without a window. Without Chromium the tests fail and say so; they never pass by not running. Compiled into the test projects that need it.
/// </summary>
internal sealed class Chromium : IAsyncDisposable
{
    private const string Program = "/usr/bin/chromium";

    private static readonly string[] Arguments =
        ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];

    private readonly IPlaywright _playwright;
    private readonly IBrowser _browser;

    private Chromium(IPlaywright playwright, IBrowser browser)
    {
        _playwright = playwright;
        _browser = browser;
    }

    /// <summary>What pages complained about: errors of scripts, and errors and warnings on the console, which violations of the content security policy are too.</summary>
    public ConcurrentQueue<string> Complaints { get; } = new();

    public static async Task<Chromium> StartAsync()
    {
        File.Exists(Program).ShouldBeTrue($"The browser tests need {Program}: apt-get install chromium");
        var playwright = await Playwright.CreateAsync();
        return new Chromium(playwright, await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = Program, Args = Arguments }));
    }

    /// <summary>A page with storage and cookies of its own.</summary>
    public async Task<IPage> NewPageAsync(BrowserNewContextOptions options)
    {
        var context = await _browser.NewContextAsync(options);
        var page = await context.NewPageAsync();
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning")
            {
                Complaints.Enqueue(message.Text);
            }
        };
        page.PageError += (_, error) => Complaints.Enqueue(error);
        return page;
    }

    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        _playwright.Dispose();
    }
}
