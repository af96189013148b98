using System.Globalization;
using Microsoft.Playwright;

namespace MyArch.SystemTests;

/// <summary>What a person sees of WhatIsTheTime, through the load balancer, while the instance behind the page is killed.</summary>
[Collection(ProdCollection.Name)]
public sealed class TimeSiteInBrowserTests(ProdSystem system)
{
    [Fact]
    public async Task The_stream_moves_to_another_instance_when_its_own_is_killed_and_the_tally_shows_all_of_them()
    {
        await system.RestoreAsync();
        await using var browser = await Chromium.StartAsync();
        var page = await browser.NewPageAsync(new BrowserNewContextOptions { BaseURL = $"http://whatisthetime.localhost:{system.Gateway.Port}" });

        await page.GotoAsync("/");
        await Assertions.Expect(page.Locator("#stream-state")).ToHaveTextAsync("live");
        var first = (await page.Locator("#served-id").TextContentAsync())!;
        first.ShouldMatch("^time-[abc]1$");
        await page.GetByRole(AriaRole.Button, new() { Name = "Ask 30 times" }).ClickAsync();
        foreach (var instance in new[] { "time-a1", "time-b1", "time-c1" })
        {
            var count = page.Locator($".row[data-instance={instance}] .count");
            await Eventually.BecomesAsync(
                async _ => int.Parse(await count.TextContentAsync() ?? "0", CultureInfo.InvariantCulture), static count => count >= 10, because: $"{instance} has answered a third");
        }

        browser.Complaints.ShouldBeEmpty();
        using (var process = InstanceProcesses.Find(first, Environment.ProcessId))
        {
            process.Kill();
        }

        // The browser itself reports the broken stream on its console: that is no complaint of the page.
        await Assertions.Expect(page.Locator("#log")).ToContainTextAsync($"moved from {first} to time-");
        await Assertions.Expect(page.Locator("#stream-state")).ToHaveTextAsync("live");
        await Assertions.Expect(page.Locator("#served-id")).Not.ToHaveTextAsync(first);
        await system.RestoreAsync();
    }
}
