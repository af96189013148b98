using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Aspire.Hosting.Dashboard.Otlp;
using Aspire.Hosting.Dashboard.Telemetry;
using Google.Protobuf;

namespace Aspire.Hosting.Dashboard.Tests.Otlp;

/// <summary>The receiver over its real listener.</summary>
public sealed class ReceiverTests : IClassFixture<Dashboard>
{
    private readonly Dashboard _dashboard;

    public ReceiverTests(Dashboard dashboard)
    {
        _dashboard = dashboard;
        _dashboard.Get<TraceStore>().Clear(null);
        _dashboard.Get<LogStore>().Clear(null);
    }

    [Theory]
    [InlineData("traces")]
    [InlineData("logs")]
    public async Task An_empty_request_is_valid(string signal)
    {
        using var answer = await SendAsync(signal, []);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/x-protobuf");
        (await answer.Content.ReadAsByteArrayAsync()).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Spans_and_logs_are_stored_zipped_or_not(bool gzip)
    {
        using var spans = await SendAsync("traces", Requests.Spans(100), gzip);
        using var logs = await SendAsync("logs", Requests.Logs(100), gzip);
        (spans.StatusCode, logs.StatusCode).ShouldBe((HttpStatusCode.OK, HttpStatusCode.OK));
        _dashboard.Get<TraceStore>().SpanCount.ShouldBe(100);
        _dashboard.Get<LogStore>().Count.ShouldBe(100);
        _dashboard.Get<TelemetryResources>().All.ShouldHaveSingleItem().Name.ShouldBe("shop");
    }

    [Fact]
    public async Task What_is_refused_is_counted_in_the_answer()
    {
        using var answer = await SendAsync("traces", Proto.Message(request => request.Batch("shop", "one", spans => spans.Nested(2, static _ => { }).Nested(2, static _ => { }))));
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        var response = new CodedInputStream(await answer.Content.ReadAsByteArrayAsync());
        response.ReadTag().ShouldBe(WireFormat.MakeTag(1, WireFormat.WireType.LengthDelimited));
        var partial = response.ReadBytes().CreateCodedInput();
        partial.ReadTag().ShouldBe(WireFormat.MakeTag(1, WireFormat.WireType.Varint));
        partial.ReadInt64().ShouldBe(2);
        partial.ReadTag().ShouldBe(WireFormat.MakeTag(2, WireFormat.WireType.LengthDelimited));
        partial.ReadString().ShouldContain("trace_id");
    }

    [Fact]
    public async Task Without_the_key_nothing_is_taken()
    {
        using var client = new HttpClient();
        var address = new Uri(_dashboard.Settings.OtlpAddress, "/v1/traces");
        using var without = await client.PostAsync(address, Body(Requests.Spans(1)));
        without.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        client.DefaultRequestHeaders.Add("x-otlp-api-key", Keys.ApiKey);
        using var wrong = await client.PostAsync(address, Body(Requests.Spans(1)));
        wrong.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        _dashboard.Get<TraceStore>().SpanCount.ShouldBe(0);
    }

    [Fact]
    public async Task Malformed_bodies_are_400_with_words_and_nothing_of_them_is_kept()
    {
        var received = _dashboard.Get<TraceStore>().SpansReceived;
        var request = Requests.Spans(3);
        using var truncated = await SendAsync("traces", request[..^5]);
        await ShouldSayAsync(truncated, HttpStatusCode.BadRequest, "ends within a field");
        using var zip = await _dashboard.Clients.Otlp.PostAsync(Address("traces"), Zipped([1, 2, 3, 4]));
        await ShouldSayAsync(zip, HttpStatusCode.BadRequest, "cannot be read");
        _dashboard.Get<TraceStore>().SpansReceived.ShouldBe(received);
    }

    [Theory]
    [InlineData("application/json", null)]
    [InlineData("text/plain", null)]
    [InlineData("application/x-protobuf", "br")]
    [InlineData("application/x-protobuf", "gzip, gzip")]
    public async Task Other_types_and_encodings_are_415_with_words(string type, string? encoding)
    {
        using var body = new ByteArrayContent("{}"u8.ToArray());
        body.Headers.ContentType = new(type);
        if (encoding is not null)
        {
            body.Headers.TryAddWithoutValidation("Content-Encoding", encoding);
        }

        using var answer = await _dashboard.Clients.Otlp.PostAsync(Address("traces"), body);
        await ShouldSayAsync(answer, HttpStatusCode.UnsupportedMediaType, "is not supported, only");
    }

    [Fact]
    public async Task Bodies_that_are_too_large_are_413_also_when_they_are_small_before_unzipping()
    {
        var large = new byte[OtlpLimits.MaxBodyBytes + 1];
        using var bomb = await _dashboard.Clients.Otlp.PostAsync(Address("traces"), Zipped(Gzip(large)));
        await ShouldSayAsync(bomb, HttpStatusCode.RequestEntityTooLarge, "smaller batches");
        _dashboard.Get<OtlpTraffic>().Bytes.ShouldBe(0);
    }

    [Fact]
    public async Task A_body_that_announces_too_much_is_413_before_it_is_sent()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Address("traces")) { Content = Body(new byte[OtlpLimits.MaxBodyBytes + 1]) };
        request.Headers.ExpectContinue = true;
        using var answer = await _dashboard.Clients.Otlp.SendAsync(request);
        answer.StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
    }

    [Fact]
    public async Task Telemetry_is_taken_at_its_own_address_only_and_only_by_POST()
    {
        using var page = await _dashboard.Clients.Api.PostAsync(Address("traces"), Body([]));
        page.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        using var get = await _dashboard.Clients.Otlp.GetAsync(Address("traces"));
        get.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    private static Uri Address(string signal) => new($"/v1/{signal}", UriKind.Relative);

    private Task<HttpResponseMessage> SendAsync(string signal, byte[] request, bool gzip = false) =>
        _dashboard.Clients.Otlp.PostAsync(Address(signal), gzip ? Zipped(Gzip(request)) : Body(request));

    private static ByteArrayContent Body(byte[] bytes) => new(bytes) { Headers = { ContentType = new MediaTypeHeaderValue("application/x-protobuf") } };

    private static ByteArrayContent Zipped(byte[] bytes)
    {
        var content = Body(bytes);
        content.Headers.ContentEncoding.Add("gzip");
        return content;
    }

    private static byte[] Gzip(byte[] bytes)
    {
        using var zipped = new MemoryStream();
        using (var gzip = new GZipStream(zipped, CompressionLevel.Fastest))
        {
            gzip.Write(bytes);
        }

        return zipped.ToArray();
    }

    private static async Task ShouldSayAsync(HttpResponseMessage answer, HttpStatusCode status, string words)
    {
        var body = Encoding.UTF8.GetString(await answer.Content.ReadAsByteArrayAsync());
        answer.StatusCode.ShouldBe(status, body);
        body.ShouldContain(words);
    }
}
