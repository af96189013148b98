using System.Net.Http.Json;
using System.Text.Json;

namespace MyArch.SystemTests.Dashboard;

/// <summary>The running system as a script sees it: by the dashboard's address and key from running.json, and nothing else.</summary>
public sealed class ScriptTests(TestDashboard system) : IClassFixture<TestDashboard>
{
    private const string Instance = "time-b1";

    [Fact]
    public async Task States_are_read_and_an_instance_is_restarted_and_followed()
    {
        var resources = await ResourcesAsync();
        foreach (var name in new[] { "gateway", "sessions", "cache", "postgres-primary", "postgres-replica", "aws", "time-a1", Instance, "cart-a1", "catalog-b1", "media-a1", "worker-a1", "worker-a1-app" })
        {
            (Text(resources[name], "state"), Text(resources[name], "health")).ShouldBe(("Running", "Healthy"), name);
        }

        Text(resources[Instance], "parent").ShouldBe("time");
        // Above the desired number: there, and not started.
        Text(resources["time-a2"], "state").ShouldBe("NotStarted");
        var startedAt = resources[Instance].GetProperty("startedAt").GetDateTime();
        var before = await GetAsync($"/api/resources/{Instance}/console");
        LinesOf(before).ShouldContain(static line => line.Contains("Now listening on", StringComparison.Ordinal));

        using (var answer = await system.Api.PostAsync(new Uri($"/api/resources/{Instance}/commands/restart", UriKind.Relative), null))
        {
            answer.IsSuccessStatusCode.ShouldBeTrue(await answer.Content.ReadAsStringAsync());
        }

        var restarted = await Eventually.BecomesAsync(
            cancellationToken => GetAsync($"/api/resources/{Instance}", cancellationToken),
            static state => (Text(state, "state"), Text(state, "health")) == ("Running", "Healthy"),
            because: $"{Instance} is there again");
        restarted.GetProperty("startedAt").GetDateTime().ShouldBeGreaterThan(startedAt);
        await Eventually.BecomesAsync(
            cancellationToken => GetAsync($"/api/resources/{Instance}/console?after={before.GetProperty("next").GetInt64()}", cancellationToken),
            static console => LinesOf(console).Any(static line => line.Contains("Now listening on", StringComparison.Ordinal)),
            because: "the new process says where it listens");
    }

    [Fact]
    public async Task The_value_of_a_metric_grows_with_what_is_asked_of_the_system()
    {
        const string Path = "/api/resources/gateway/metrics/Microsoft.AspNetCore.Hosting/http.server.request.duration?by=http.route";
        using var site = new HttpClient { BaseAddress = system.Gateway, DefaultRequestHeaders = { Host = "whatisthetime.localhost" } };
        for (var i = 0; i < 5; i++)
        {
            (await site.GetAsync(new Uri("/api/time", UriKind.Relative))).EnsureSuccessStatusCode();
        }

        var instruments = await Eventually.BecomesAsync(
            cancellationToken => GetAsync("/api/resources/gateway/metrics", cancellationToken),
            static list => list.GetRawText().Contains("http.server.request.duration", StringComparison.Ordinal),
            because: "the gateway has sent its metrics");
        var duration = instruments.GetProperty("instruments").EnumerateArray().Single(static one => Text(one, "name") == "http.server.request.duration");
        Text(duration, "kind").ShouldBe("histogram");
        await Eventually.BecomesAsync(
            cancellationToken => GetAsync(Path, cancellationToken),
            static points => points.GetProperty("ratesPerSecond").EnumerateArray().Any(static rate => rate.ValueKind == JsonValueKind.Number && rate.GetDouble() > 0),
            because: "the requests are counted");
    }

    private async Task<Dictionary<string, JsonElement>> ResourcesAsync() =>
        (await GetAsync("/api/resources")).GetProperty("items").EnumerateArray().ToDictionary(static one => Text(one, "name")!);

    // Until it is there: a resource that has sent no metrics yet is a 404.
    private async Task<JsonElement> GetAsync(string path, CancellationToken cancellationToken = default)
    {
        using var answer = await system.Api.GetAsync(new Uri(path, UriKind.Relative), cancellationToken);
        return await answer.Content.ReadFromJsonAsync<JsonElement>(cancellationToken);
    }

    private static IEnumerable<string> LinesOf(JsonElement console) => console.GetProperty("items").EnumerateArray().Select(static line => Text(line, "text")!);

    private static string? Text(JsonElement element, string name) => element.TryGetProperty(name, out var value) ? value.GetString() : null;
}
