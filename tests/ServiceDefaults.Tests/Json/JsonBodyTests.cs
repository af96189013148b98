using System.ComponentModel.DataAnnotations;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace MyArch.ServiceDefaults.Tests.Json;

public sealed class JsonBodyTests : IAsyncLifetime
{
    private const string Good = """{"name":"shirt","quantity":2,"parts":[{"size":"M"}]}""";

    private TestService _service = null!;
    private int _handled;

    public async Task InitializeAsync() => _service = await TestService.StartAsync(app => app.MapPost("/things", (JsonBody<Thing> body) =>
    {
        Interlocked.Increment(ref _handled);
        return TypedResults.Ok(body.Value);
    }));

    public async Task DisposeAsync() => await _service.DisposeAsync();

    [Fact]
    public async Task A_good_body_reaches_the_handler()
    {
        using var response = await PostAsync(Good);

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await response.Content.ReadAsStringAsync()).ShouldBe("""{"name":"shirt","quantity":2,"parts":[{"size":"M"}],"note":null}""");
    }

    [Theory]
    [InlineData("""{"name":"a","quantity":2,"parts":[],"priceCents":1}""", "priceCents", "is unknown here")]
    [InlineData("""{"name":"a","quantity":2,"parts":[],"Quantity":3}""", "Quantity", "is unknown here")]
    [InlineData("""{"name":"a","quantity":2,"quantity":3,"parts":[]}""", "quantity", "is there more than once")]
    [InlineData("""{"name":"a","quantity":2,"parts":[],"n\u0061me":"b"}""", "name", "is there more than once")]
    [InlineData("""{"name":"a","parts":[]}""", "quantity", "is missing")]
    [InlineData("""{"name":null,"quantity":2,"parts":[]}""", "name", "must not be null")]
    [InlineData("""{"name":"a","quantity":2,"parts":[null]}""", "parts[0]", "must be an object")]
    [InlineData("""{"name":"a","quantity":2,"parts":{}}""", "parts", "must be an array")]
    [InlineData("""{"name":"a","quantity":2,"parts":[{"size":"M"},{"size":"L","x":1}]}""", "parts[1].x", "is unknown here")]
    [InlineData("""{"name":"a","quantity":2,"parts":[{"size":"M","size":"L"}]}""", "parts[0].size", "is there more than once")]
    [InlineData("""{"name":"a","quantity":"2","parts":[]}""", "quantity", "has a value of another type, or one out of its type's range")]
    [InlineData("""{"name":"a","quantity":1e99,"parts":[]}""", "quantity", "has a value of another type, or one out of its type's range")]
    [InlineData("""{"name":"a","quantity":1.5,"parts":[]}""", "quantity", "has a value of another type, or one out of its type's range")]
    [InlineData("""{"name":"a","quantity":2147483648,"parts":[]}""", "quantity", "has a value of another type, or one out of its type's range")]
    [InlineData("""{"name":5,"quantity":2,"parts":[]}""", "name", "has a value of another type, or one out of its type's range")]
    [InlineData("""{"name":"a","quantity":0,"parts":[]}""", "quantity", "must be between 1 and 99")]
    [InlineData("[]", "", "must be an object")]
    [InlineData("null", "", "must be an object")]
    [InlineData("\"text\"", "", "must be an object")]
    public async Task A_body_of_another_shape_is_refused_and_the_member_named(string body, string member, string message)
    {
        using var response = await PostAsync(body);

        var problem = await ProblemAsync(response, HttpStatusCode.BadRequest);
        problem.GetProperty("errors").GetProperty(member).EnumerateArray().Select(static item => item.GetString()).ShouldBe([message]);
        problem.GetRawText().ShouldNotContain("MyArch");
        _handled.ShouldBe(0);
    }

    [Fact]
    public async Task All_errors_are_told_at_once()
    {
        using var response = await PostAsync("""{"name":null,"extra":1}""");

        var problem = await ProblemAsync(response, HttpStatusCode.BadRequest);
        problem.GetProperty("errors").EnumerateObject().Select(static error => error.Name).ShouldBe(["name", "extra", "quantity", "parts"], ignoreOrder: true);
    }

    [Fact]
    public async Task Of_thousands_of_unknown_members_a_few_are_told()
    {
        using var response = await PostAsync($"{{{string.Join(',', Enumerable.Range(0, 3000).Select(static number => $"\"m{number}\":1"))}}}");

        var problem = await ProblemAsync(response, HttpStatusCode.BadRequest);
        problem.GetProperty("errors").EnumerateObject().Count().ShouldBe(20);
    }

    [Theory]
    [InlineData("m", "is unknown here")]
    [InlineData("note", "is there more than once")]
    public async Task Of_one_name_thousands_of_times_a_few_are_told(string name, string message)
    {
        using var response = await PostAsync($"{{{string.Join(',', Enumerable.Repeat($"\"{name}\":\"\"", 5000))}}}");

        var problem = await ProblemAsync(response, HttpStatusCode.BadRequest);
        problem.GetProperty("errors").GetProperty(name).EnumerateArray().Select(static item => item.GetString()).ShouldBe(Enumerable.Repeat(message, 20));
    }

    [Theory]
    [InlineData("", "The body is empty.")]
    [InlineData("{\"name\":\n\"a\",}", "line 2, byte 5")]
    [InlineData("{} {}", "line 1, byte 4")]
    [InlineData("{\"name\":\"a\"", "line 1")]
    [InlineData("{/**/}", "line 1, byte 2")]
    public async Task What_is_not_JSON_is_refused_with_the_place(string body, string detail)
    {
        using var response = await PostAsync(body);

        (await ProblemAsync(response, HttpStatusCode.BadRequest)).GetProperty("detail").GetString()!.ShouldContain(detail);
    }

    [Fact]
    public async Task A_body_of_brackets_is_refused()
    {
        using var response = await PostAsync(new string('[', 60_000));

        (await ProblemAsync(response, HttpStatusCode.BadRequest)).GetProperty("title").GetString().ShouldBe("Not valid JSON");
    }

    [Fact]
    public async Task Invalid_UTF8_is_refused()
    {
        using var content = new ByteArrayContent([.. "{\"name\":\""u8, 0xC3, 0x28, .. "\",\"quantity\":1,\"parts\":[]}"u8]);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        using var response = await _service.Client.PostAsync("/things", content);

        (await ProblemAsync(response, HttpStatusCode.BadRequest)).GetProperty("title").GetString().ShouldBe("Not UTF-8");
    }

    [Theory]
    [InlineData("application/json", HttpStatusCode.OK)]
    [InlineData("Application/JSON; charset=UTF-8", HttpStatusCode.OK)]
    [InlineData("application/json; charset=\"utf-8\"", HttpStatusCode.OK)]
    [InlineData("application/json; charset=utf-16", HttpStatusCode.UnsupportedMediaType)]
    [InlineData("application/x-www-form-urlencoded", HttpStatusCode.UnsupportedMediaType)]
    [InlineData("text/plain", HttpStatusCode.UnsupportedMediaType)]
    [InlineData("text/json", HttpStatusCode.UnsupportedMediaType)]
    [InlineData("application/json, text/plain", HttpStatusCode.UnsupportedMediaType)]
    [InlineData("json", HttpStatusCode.UnsupportedMediaType)]
    [InlineData(null, HttpStatusCode.UnsupportedMediaType)]
    public async Task Only_JSON_in_UTF8_is_read(string? contentType, HttpStatusCode status)
    {
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(Good));
        if (contentType is not null)
        {
            content.Headers.TryAddWithoutValidation("Content-Type", contentType).ShouldBeTrue();
        }

        using var response = await _service.Client.PostAsync("/things", content);

        response.StatusCode.ShouldBe(status);
        _handled.ShouldBe(status == HttpStatusCode.OK ? 1 : 0);
    }

    [Fact]
    public async Task An_encoded_body_is_refused()
    {
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(Good)) { Headers = { ContentType = new("application/json"), ContentEncoding = { "gzip" } } };
        using var response = await _service.Client.PostAsync("/things", content);

        await ProblemAsync(response, HttpStatusCode.UnsupportedMediaType);
    }

    [Theory]
    [InlineData(false, JsonBodyReader.MaxBytes, HttpStatusCode.OK)]
    [InlineData(true, JsonBodyReader.MaxBytes, HttpStatusCode.OK)]
    [InlineData(false, JsonBodyReader.MaxBytes + 1, HttpStatusCode.RequestEntityTooLarge)]
    [InlineData(true, JsonBodyReader.MaxBytes + 1, HttpStatusCode.RequestEntityTooLarge)]
    [InlineData(false, 5_000_000, HttpStatusCode.RequestEntityTooLarge)]
    [InlineData(true, 5_000_000, HttpStatusCode.RequestEntityTooLarge)]
    public async Task A_large_body_is_refused_whether_it_tells_its_length_or_not(bool chunked, int length, HttpStatusCode status)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/things") { Content = new StringContent(Good.PadRight(length), Encoding.UTF8, "application/json") };
        request.Headers.TransferEncodingChunked = chunked;
        // Asked first, so that the answer is not lost to a client that is still sending.
        request.Headers.ExpectContinue = true;
        using var response = await _service.Client.SendAsync(request);

        response.StatusCode.ShouldBe(status);
    }

    private static async Task<JsonElement> ProblemAsync(HttpResponseMessage response, HttpStatusCode status)
    {
        var body = await response.Content.ReadAsStringAsync();
        response.StatusCode.ShouldBe(status, body);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        return JsonElement.Parse(body);
    }

    private Task<HttpResponseMessage> PostAsync(string body) => _service.Client.PostAsync("/things", new StringContent(body, Encoding.UTF8, "application/json"));

    private sealed record Thing(
        string Name,
        [property: Range(1, 99, ErrorMessage = "must be between 1 and 99")] int Quantity,
        IReadOnlyList<ThingPart> Parts,
        string? Note = null);

    private sealed record ThingPart(string Size);
}
