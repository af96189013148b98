using System.Net;
using System.Text.Json;

namespace Aspire.Hosting.Dashboard.Tests.Api.Telemetry;

public sealed class TelemetryApiTests(SampleTelemetry telemetry) : IClassFixture<SampleTelemetry>
{
    private readonly Dashboard _dashboard = telemetry.Dashboard;

    [Theory]
    [InlineData("resources")]
    [InlineData("spans")]
    [InlineData("logs")]
    [InlineData("traces")]
    [InlineData("traces/00000000000000010000000000000001")]
    public async Task Nobody_gets_in_without_the_key(string route)
    {
        using var answer = await _dashboard.Clients.Anonymous.GetAsync(new Uri($"/api/telemetry/{route}", UriKind.Relative));
        answer.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Resources_say_who_they_are_and_what_they_have_sent()
    {
        (await GetAsync("resources")).GetRawText().ShouldBe(
            """[{"name":"cart","instanceId":"two","displayName":"cart-two","hasLogs":true,"hasTraces":true,"hasMetrics":false},{"name":"shop","instanceId":"one","displayName":"shop-one","hasLogs":true,"hasTraces":true,"hasMetrics":false}]""");
    }

    [Fact]
    public async Task A_trace_is_OTLP_JSON()
    {
        var answer = await GetAsync("traces/00000000000000010000000000000001");
        answer.GetRawText().ShouldBe(
            """
            {"data":{"resourceSpans":[{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"shop"}},{"key":"service.instance.id","value":{"stringValue":"one"}},{"key":"zone","value":{"stringValue":"a"}}]},
            "scopeSpans":[{"scope":{"name":"Web","version":"2.0"},"spans":[{"traceId":"00000000000000010000000000000001","spanId":"0000000000000001","flags":257,"name":"GET /","kind":2,
            "startTimeUnixNano":"1767225600000000000","endTimeUnixNano":"1767225600030000000","attributes":[{"key":"http.response.status_code","value":{"stringValue":"200"}},{"key":"http.route","value":{"stringValue":"/items"}}],
            "events":[{"timeUnixNano":"1767225600000000100","name":"seen","attributes":[{"key":"a","value":{"stringValue":"true"}}]}],"links":[{"traceId":"00000000000000030000000000000004","spanId":"0000000000000005"}]}]}]},
            {"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"cart"}},{"key":"service.instance.id","value":{"stringValue":"two"}}]},
            "scopeSpans":[{"scope":{"name":""},"spans":[{"traceId":"00000000000000010000000000000001","spanId":"0000000000000002","parentSpanId":"0000000000000001","name":"add","kind":0,
            "startTimeUnixNano":"1767225600001000000","endTimeUnixNano":"1767225600004000000","status":{"message":"full","code":2}}]}]}]},"totalCount":2,"returnedCount":2}
            """.ReplaceLineEndings(""));
        (await GetAsync("traces/0000000000000001000")).GetProperty("totalCount").GetInt32().ShouldBe(1, "A beginning stands for the newest trace that has it.");
    }

    [Theory]
    [InlineData("", "GET /,add,sweep", 3)]
    [InlineData("?resource=shop", "GET /,sweep", 2)]
    [InlineData("?resource=SHOP-one&resource=cart", "GET /,add,sweep", 3)]
    [InlineData("?resource=null&resource=", "GET /,add,sweep", 3)]
    [InlineData("?hasError=true", "add", 1)]
    [InlineData("?hasError=False", "GET /,sweep", 2)]
    [InlineData("?traceId=00000000000000010000000000000002", "sweep", 1)]
    [InlineData("?traceId=some-trace-id", "", 0)]
    [InlineData("?limit=1", "sweep", 3)]
    [InlineData("?limit=0", "", 3)]
    [InlineData("?limit=2147483647", "GET /,add,sweep", 3)]
    [InlineData("?search=swe", "sweep", 1)]
    [InlineData("?search=kind:server%20name:get", "GET /", 1)]
    [InlineData("?search=-status:error%20duration:%3E5", "GET /", 1)]
    [InlineData("?search=@http.route:items", "GET /", 1)]
    [InlineData("?search=-GET", "", 0)]
    [InlineData("?search=-@http.route:items%20-name:add", "sweep", 1)]
    [InlineData("?search=http://x", "", 0)]
    public async Task Spans_are_filtered(string query, string names, int total)
    {
        var answer = await GetAsync($"spans{query}");
        string.Join(',', answer.GetProperty("data").GetProperty("resourceSpans").EnumerateArray().SelectMany(static resource => resource.GetProperty("scopeSpans").EnumerateArray())
            .SelectMany(static scope => scope.GetProperty("spans").EnumerateArray()).OrderBy(static span => span.GetProperty("startTimeUnixNano").GetString())
            .Select(static span => span.GetProperty("name").GetString())).ShouldBe(names);
        answer.GetProperty("totalCount").GetInt32().ShouldBe(total);
        answer.GetProperty("returnedCount").GetInt32().ShouldBe(names.Length == 0 ? 0 : names.Split(',').Length);
    }

    [Theory]
    [InlineData("", 2, 2, 3)]
    [InlineData("?limit=1", 2, 1, 1)]
    [InlineData("?hasError=true", 1, 1, 2)]
    [InlineData("?hasError=false", 1, 1, 1)]
    [InlineData("?resource=cart", 1, 1, 2)]
    [InlineData("?search=sweep", 1, 1, 1)]
    public async Task Traces_are_filtered(string query, int total, int returned, int spans)
    {
        var answer = await GetAsync($"traces{query}");
        (answer.GetProperty("totalCount").GetInt32(), answer.GetProperty("returnedCount").GetInt32()).ShouldBe((total, returned));
        answer.GetProperty("data").GetProperty("resourceSpans").EnumerateArray().SelectMany(static resource => resource.GetProperty("scopeSpans").EnumerateArray())
            .Sum(static scope => scope.GetProperty("spans").GetArrayLength()).ShouldBe(spans);
    }

    [Fact]
    public async Task A_log_record_is_OTLP_JSON()
    {
        (await GetAsync("logs?resource=shop")).GetRawText().ShouldBe(
            """
            {"data":{"resourceLogs":[{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"shop"}},{"key":"service.instance.id","value":{"stringValue":"one"}},{"key":"zone","value":{"stringValue":"a"}}]},
            "scopeLogs":[{"scope":{"name":"Shop.Items"},"logRecords":[{"timeUnixNano":"1767225600000000000","severityNumber":9,"severityText":"Information","body":{"stringValue":"Item shown"},
            "attributes":[{"key":"id","value":{"stringValue":"7"}},{"key":"aspire.log_id","value":{"stringValue":"1"}}],"traceId":"00000000000000010000000000000001","spanId":"0000000000000001"}]}]}]},
            "totalCount":1,"returnedCount":1}
            """.ReplaceLineEndings(""));
    }

    [Theory]
    [InlineData("?severity=warning", 1)]
    [InlineData("?severity=Trace", 2)]
    [InlineData("?traceId=00000000000000010000000000000001", 1)]
    [InlineData("?search=category:items", 1)]
    [InlineData("?search=severity:error%20full", 1)]
    [InlineData("?resource=cart&severity=critical", 0)]
    public async Task Logs_are_filtered(string query, int total) => (await GetAsync($"logs{query}")).GetProperty("totalCount").GetInt32().ShouldBe(total);

    [Theory]
    [InlineData("spans?hasError=maybe", HttpStatusCode.BadRequest, "hasError is 'maybe'")]
    [InlineData("spans?limit=-1", HttpStatusCode.BadRequest, "limit is '-1'")]
    [InlineData("spans?follow=1", HttpStatusCode.BadRequest, "follow is '1'")]
    [InlineData("traces?limit=many", HttpStatusCode.BadRequest, "limit is 'many'")]
    [InlineData("logs?severity=bad", HttpStatusCode.BadRequest, "severity is 'bad'")]
    [InlineData("spans?resource=nobody", HttpStatusCode.NotFound, "Resource not found")]
    [InlineData("logs?resource=nobody", HttpStatusCode.NotFound, "Resource not found")]
    [InlineData("traces?resource=shop&resource=nobody", HttpStatusCode.NotFound, "Resource not found")]
    [InlineData("traces/00000000000000010000000000000009", HttpStatusCode.NotFound, "Trace not found")]
    [InlineData("traces/nonsense", HttpStatusCode.NotFound, "Trace not found")]
    public async Task What_cannot_be_answered_is_said_in_words(string path, HttpStatusCode status, string words)
    {
        using var answer = await _dashboard.Clients.Api.GetAsync(new Uri($"/api/telemetry/{path}", UriKind.Relative));
        answer.StatusCode.ShouldBe(status);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        (await answer.Content.ReadAsStringAsync()).ShouldContain(words.Replace("'", "\\u0027", StringComparison.Ordinal));
    }

    private async Task<JsonElement> GetAsync(string path)
    {
        using var answer = await _dashboard.Clients.Api.GetAsync(new Uri($"/api/telemetry/{path}", UriKind.Relative));
        var text = await answer.Content.ReadAsStringAsync();
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, text);
        return JsonDocument.Parse(text).RootElement;
    }
}
