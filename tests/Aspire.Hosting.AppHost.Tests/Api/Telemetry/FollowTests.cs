using System.Net;
using System.Text.Json;
using Aspire.Hosting.Dashboard.Api.Telemetry;
using Aspire.Hosting.Dashboard.Telemetry;
using Aspire.Hosting.Dashboard.Tests.Telemetry;

namespace Aspire.Hosting.Dashboard.Tests.Api.Telemetry;

public sealed class FollowTests(SampleTelemetry telemetry) : IClassFixture<SampleTelemetry>
{
    private readonly Dashboard _dashboard = telemetry.Dashboard;
    private readonly TelemetryResource _cart = telemetry.Cart;

    [Fact]
    public async Task Spans_are_followed_line_by_line()
    {
        using var answer = await FollowAsync("spans?follow=true&resource=shop&resource=later&hasError=false");
        using var lines = new StreamReader(await answer.Content.ReadAsStreamAsync());
        (await NameAsync(lines)).ShouldBe("GET /");
        (await NameAsync(lines)).ShouldBe("sweep");
        var later = _dashboard.Get<TelemetryResources>().Of(TelemetryAttributes.Of(("service.name", "later")));
        _dashboard.Get<TraceStore>().Add([Samples.Span(5, 1, _cart, name: "not this one"), Samples.Span(5, 2, later, name: "this one")]);
        (await NameAsync(lines)).ShouldBe("this one");

        static async Task<string?> NameAsync(StreamReader lines) =>
            JsonDocument.Parse((await lines.ReadLineAsync())!).RootElement.GetProperty("resourceSpans")[0].GetProperty("scopeSpans")[0].GetProperty("spans")[0].GetProperty("name").GetString();
    }

    [Fact]
    public async Task Logs_are_followed_line_by_line()
    {
        using var answer = await FollowAsync("logs?follow=true&severity=error");
        using var lines = new StreamReader(await answer.Content.ReadAsStreamAsync());
        (await lines.ReadLineAsync()).ShouldNotBeNull().ShouldContain("Cart is full");
        _dashboard.Get<LogStore>().Add([Samples.Log("quiet", _cart), Samples.Log("loud", _cart, severity: LogSeverity.Critical)]);
        (await lines.ReadLineAsync()).ShouldNotBeNull().ShouldContain("loud");
    }

    [Fact]
    public async Task What_a_slow_reader_missed_is_counted_in_its_next_line()
    {
        using var json = new MemoryStream();
        await using (var writer = new Utf8JsonWriter(json))
        {
            await OtlpJson.WriteLogAsync(writer, new Followed<LogRecord>(Samples.Log("late", _cart), Dropped: 12), CancellationToken.None);
        }

        var line = JsonDocument.Parse(json.ToArray()).RootElement;
        line.GetProperty("resourceLogs").GetArrayLength().ShouldBe(1);
        line.GetProperty("droppedCount").GetInt64().ShouldBe(12);
    }

    [Fact]
    public async Task Those_who_are_too_many_are_told_so_until_one_ends()
    {
        await using var dashboard = new Dashboard();
        await dashboard.InitializeAsync();
        var followers = new List<HttpResponseMessage>();
        for (var i = 0; i < FollowerPlaces.Most; i++)
        {
            followers.Add(await GetAsync());
        }

        followers.ShouldAllBe(static answer => answer.StatusCode == HttpStatusCode.OK);
        using (var refused = await GetAsync())
        {
            refused.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
            (await refused.Content.ReadAsStringAsync()).ShouldContain("10 requests follow already");
        }

        followers[0].Dispose();
        using var next = await Eventually.BecomesAsync(async _ => await GetAsync(), static answer => answer.StatusCode == HttpStatusCode.OK, because: "a place is free again");
        followers.ForEach(static answer => answer.Dispose());

        Task<HttpResponseMessage> GetAsync() => dashboard.Clients.Api.GetAsync(new Uri("/api/telemetry/logs?follow=true", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead);
    }

    private async Task<HttpResponseMessage> FollowAsync(string path)
    {
        var answer = await _dashboard.Clients.Api.GetAsync(new Uri($"/api/telemetry/{path}", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/x-ndjson");
        answer.Headers.CacheControl!.ToString().ShouldBe("no-cache");
        answer.Headers.GetValues("X-Accel-Buffering").ShouldBe(["no"]);
        return answer;
    }
}
