using System.Diagnostics;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using MyArch.Gateway.Tests.Fixtures;

namespace MyArch.Gateway.Tests;

[Collection(TracingCollection.Name)]
public sealed class HeaderTests
{
    [Fact]
    public async Task What_targets_trust_comes_from_the_gateway_alone()
    {
        var seen = await SeenByTargetAsync(
            "X-Origin-Verify: forged\r\nX-Forwarded-For: 8.8.8.8\r\nx-forwarded-proto: https\r\nX-Forwarded-Host: evil\r\nX-Forwarded-Port: 1\r\n"
            + "Forwarded: for=8.8.8.8\r\nX-Real-IP: 8.8.8.8\r\nX-Instance: forged\r\nX-Instance-Zone: forged\r\nX-Origin-Other: forged\r\n");

        seen["X-Origin-Verify"].ShouldBe([TestGateway.Origin]);
        seen["X-Forwarded-For"].ShouldBe(["127.0.0.1"]);
        seen["X-Forwarded-Proto"].ShouldBe(["http"]);
        seen["X-Forwarded-Host"].ShouldBe([TestRoutes.Time]);
        seen["Host"].ShouldBe([TestRoutes.Time]);
        foreach (var name in new[] { "X-Forwarded-Port", "Forwarded", "X-Real-IP", "X-Instance", "X-Instance-Zone", "X-Origin-Other" })
        {
            seen.ShouldNotContainKey(name);
        }
    }

    [Fact]
    public async Task What_belongs_to_one_connection_stays_there()
    {
        var seen = await SeenByTargetAsync(
            "Connection: X-Hop\r\nX-Hop: 1\r\nKeep-Alive: timeout=5\r\nTE: trailers\r\nProxy-Authorization: Basic eA==\r\nUpgrade: h2c\r\nHTTP2-Settings: AA\r\nX-End: 1\r\n");

        seen["X-End"].ShouldBe(["1"]);
        foreach (var name in new[] { "X-Hop", "Keep-Alive", "TE", "Proxy-Authorization", "Upgrade", "HTTP2-Settings" })
        {
            seen.ShouldNotContainKey(name);
        }
    }

    [Fact]
    public async Task A_header_value_passes_byte_by_byte()
    {
        var value = Encoding.Latin1.GetString(Encoding.UTF8.GetBytes("zürich ✓"));

        var seen = await SeenByTargetAsync($"X-Place: {value}\r\nCookie: a=1\r\nCookie: b=2\r\n");

        // The backend decodes as UTF-8.
        seen["X-Place"].ShouldBe(["zürich ✓"]);
        seen["Cookie"].ToString().ShouldContain("b=2");
    }

    [Fact]
    public async Task Without_tracing_a_valid_trace_context_passes_and_an_invalid_one_does_not()
    {
        const string Valid = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

        var passed = await SeenByTargetAsync($"traceparent: {Valid}\r\ntracestate: a=b\r\n");
        var dropped = await SeenByTargetAsync("traceparent: 00-zz-b7ad6b7169203331-01\r\ntracestate: a=b\r\n");
        var twice = await SeenByTargetAsync($"traceparent: {Valid}\r\ntraceparent: {Valid}\r\n");

        passed["traceparent"].ShouldBe([Valid]);
        passed["tracestate"].ShouldBe(["a=b"]);
        dropped.ShouldNotContainKey("traceparent");
        dropped.ShouldNotContainKey("tracestate");
        twice.ShouldNotContainKey("traceparent");
    }

    [Theory]
    [InlineData("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01", true)]
    [InlineData("00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01", false)]
    [InlineData("nonsense", false)]
    public async Task With_tracing_a_valid_trace_is_continued_and_an_invalid_one_replaced(string sent, bool continued)
    {
        using var spans = new RecordedSpans("Microsoft.AspNetCore", "System.Net.Http");

        var seen = await SeenByTargetAsync($"traceparent: {sent}\r\n");

        var arrived = seen["traceparent"].ToString();
        arrived.ShouldNotBe(sent);
        ActivityContext.TryParse(arrived, null, out var context).ShouldBeTrue();
        (context.TraceId.ToHexString() == "0af7651916cd43dd8448eb211c80319c").ShouldBe(continued);
        var server = await spans.FindAsync(span => span.TraceId == context.TraceId && span.GetTagItem("myarch.target.id") is not null);
        server.GetTagItem("myarch.target.id").ShouldBe("time-a1");
        server.GetTagItem("myarch.target.zone").ShouldBe("a");
        server.GetTagItem("myarch.target.choice").ShouldBe("round-robin");
        server.GetTagItem("myarch.target.attempts").ShouldBe(1);
        server.DisplayName.ShouldBe("GET /api/time/{**path}");
        server.GetTagItem("http.route").ShouldBe("/api/time/{**path}");
    }

    [Fact]
    public async Task An_answer_passes_without_what_belongs_to_the_target()
    {
        await using var backend = await Backend.StartAsync(context =>
        {
            var headers = context.Response.Headers;
            headers["X-Instance"] = "time-a1";
            headers["X-Zone"] = "a";
            headers.Server = "secret/1.0";
            headers["X-Origin-Verify"] = "leak";
            headers["X-Powered-By"] = "x";
            headers.SetCookie = new StringValues(["a=1", "b=2"]);
            headers.ETag = "\"1\"";
            context.Response.StatusCode = 418;
            return context.Response.WriteAsync("teapot");
        });
        await using var gateway = await TestGateway.StartHealthyAsync([backend.Address]);

        var response = await RawHttp.GetAsync(gateway.Public, "/api/time", TestRoutes.Time);

        response.ShouldStartWith("HTTP/1.1 418");
        response.ShouldContain("X-Instance: time-a1\r\n");
        response.ShouldContain("X-Zone: a\r\n");
        response.ShouldContain("Set-Cookie: a=1\r\nSet-Cookie: b=2\r\n");
        response.ShouldContain("ETag: \"1\"");
        foreach (var name in new[] { "Server:", "X-Origin-Verify", "X-Powered-By" })
        {
            response.ShouldNotContain(name, Case.Insensitive);
        }
    }

    private static async Task<Dictionary<string, StringValues>> SeenByTargetAsync(string headers)
    {
        Dictionary<string, StringValues> seen = new(StringComparer.OrdinalIgnoreCase);
        await using var backend = await Backend.StartAsync(context =>
        {
            foreach (var (name, value) in context.Request.Headers)
            {
                seen[name] = value;
            }

            return Task.CompletedTask;
        });
        await using var gateway = await TestGateway.StartHealthyAsync([backend.Address]);
        using var client = new System.Net.Sockets.TcpClient();
        await client.ConnectAsync(gateway.Public.Host, gateway.Public.Port);
        await client.GetStream().WriteAsync(Encoding.Latin1.GetBytes($"GET /api/time HTTP/1.1\r\nHost: {TestRoutes.Time}\r\n{headers}\r\n"));
        RawHttp.StatusOf(await RawHttp.ReadHeadAsync(client.GetStream(), CancellationToken.None)).ShouldBe(200);
        return seen;
    }
}
