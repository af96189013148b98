using Microsoft.Playwright;

namespace Aspire.Hosting.Dashboard.Tests;

/// <summary>A test with a signed-in page of a real browser.</summary>
public abstract class DashboardBrowserTest(Chromium chromium) : BrowserTest(chromium)
{
    /// <summary>The dashboard that the browser looks at.</summary>
    private protected abstract DashboardClients Clients { get; }

    /// <summary>Opens a page, logging in on the way when the browser is not signed in.</summary>
    private protected async Task OpenAsync(string path)
    {
        await Page.GotoAsync($"/login?t={Clients.BrowserToken}&returnUrl={Uri.EscapeDataString(path)}");
        await ListensAsync();
    }

    /// <summary>The page does what it does by script: its stream is open, which it opens after everything else listens.</summary>
    private protected async Task ListensAsync()
    {
        await Expect(Page.Locator("main#content")).ToBeVisibleAsync();
        await Page.WaitForFunctionAsync("() => !document.querySelector('[data-live], [data-console]') || document.documentElement.dataset.stream === 'open'");
    }

    /// <summary>What is in the page by now is laid out and drawn.</summary>
    private protected Task DrawnAsync() => Page.EvaluateAsync("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))");

    /// <summary>Pictures to look at: light, dark and the size of a phone, in the folder screenshots beside the test assembly.</summary>
    private protected async Task TakePicturesAsync(string name)
    {
        var folder = Path.Combine(AppContext.BaseDirectory, "screenshots");
        foreach (var (variant, scheme, width) in new[] { ("light", ColorScheme.Light, 1280), ("dark", ColorScheme.Dark, 1280), ("phone", ColorScheme.Light, 360), ("phone-dark", ColorScheme.Dark, 360) })
        {
            await Page.EmulateMediaAsync(new() { ColorScheme = scheme });
            await Page.SetViewportSizeAsync(width, 800);
            await DrawnAsync();
            (await Page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth")).ShouldBeTrue($"{name} scrolls sideways at {width} px.");
            (await Page.EvaluateAsync<string[]>(Scripts.PoorContrast)).ShouldBeEmpty($"{name}, {variant}");
            await Page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"{name}-{variant}.png") });
        }
    }
}
