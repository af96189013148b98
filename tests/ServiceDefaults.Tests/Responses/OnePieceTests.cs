using System.IO.Pipelines;
using System.Net;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace MyArch.ServiceDefaults.Tests.Responses;

/// <summary>How often the server gives something to the network until an answer is complete.</summary>
public sealed class OnePieceTests : IAsyncLifetime
{
    private const string Small = "small";

    private readonly FlushCounter _flushes = new();
    private readonly TaskCompletionSource _release = new();
    private TestService _service = null!;

    public async Task InitializeAsync() => _service = await TestService.StartAsync(
        Map,
        configure: builder =>
        {
            builder.Services.ConfigureHttpJsonOptions(static json => json.SerializerOptions.TypeInfoResolverChain.Insert(0, OnePieceJson.Default));
            builder.Services.Configure<KestrelServerOptions>(kestrel => kestrel.ConfigureEndpointDefaults(listen => listen.Use(next => connection =>
            {
                connection.Transport = _flushes.Around(connection.Transport);
                return next(connection);
            })));
        });

    public async Task DisposeAsync() => await _service.DisposeAsync();

    [Theory]
    [InlineData("/json", HttpStatusCode.OK, Small)]
    [InlineData("/created", HttpStatusCode.Created, Small)]
    [InlineData("/problem", HttpStatusCode.Conflict, "Not now")]
    [InlineData("/nowhere", HttpStatusCode.NotFound, "404")]
    [InlineData("/failure", HttpStatusCode.InternalServerError, "500")]
    public async Task Small_json_goes_out_together_with_its_end(string path, HttpStatusCode status, string part)
    {
        using var response = await _service.Client.GetAsync(path);

        response.StatusCode.ShouldBe(status);
        (await response.Content.ReadAsStringAsync()).ShouldContain(part);
        response.Headers.GetValues("X-Instance").ShouldBe(["test-a1"]);
        _flushes.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData(OnePieceBody.MaxBytes + 1)]
    [InlineData(1_000_000)]
    public async Task Large_json_goes_out_as_it_comes(int length)
    {
        var text = await _service.Client.GetStringAsync($"/json?length={length}");

        text.ShouldBe($$"""{"value":"{{new string('x', length)}}"}""");
        _flushes.Count.ShouldBeGreaterThan(1);
    }

    [Theory]
    [InlineData("/text")]
    [InlineData("/bit-by-bit")]
    public async Task What_is_no_json_and_what_asks_for_it_goes_out_at_once(string path)
    {
        using var response = await _service.Client.GetAsync(path, HttpCompletionOption.ResponseHeadersRead);
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync());
        (await reader.ReadLineAsync()).ShouldBe("1");

        _release.SetResult();
        (await reader.ReadLineAsync()).ShouldBe("2");
    }

    [Fact]
    public async Task A_failure_after_it_cuts_it_off_and_nothing_else_is_written_behind_it()
    {
        await Should.ThrowAsync<HttpRequestException>(() => _service.Client.GetAsync("/too-late"));

        _service.Logs.Entries.ShouldContain(static entry => entry.Exception is InvalidOperationException);
    }

    [Fact]
    public async Task Asked_for_the_head_alone_it_has_no_body()
    {
        using var request = new HttpRequestMessage(HttpMethod.Head, "/json");
        using var response = await _service.Client.SendAsync(request);

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await response.Content.ReadAsStringAsync()).ShouldBeEmpty();
        (await _service.Client.GetStringAsync("/json")).ShouldContain(Small);
    }

    private void Map(WebApplication app)
    {
        app.MapMethods("/json", ["GET", "HEAD"], static (int? length) => TypedResults.Ok(new OnePieceAnswer(length is { } count ? new string('x', count) : Small)));
        app.MapGet("/created", static () => TypedResults.Created("/json", new OnePieceAnswer(Small)));
        app.MapGet("/problem", static () => TypedResults.Problem("Not now.", statusCode: StatusCodes.Status409Conflict));
        app.MapGet("/failure", string () => throw new InvalidOperationException("A failure of the test."));
        app.MapGet("/too-late", static async (HttpResponse response) =>
        {
            await response.WriteAsJsonAsync(new OnePieceAnswer(Small), OnePieceJson.Default.OnePieceAnswer);
            response.HasStarted.ShouldBeTrue();
            throw new InvalidOperationException("A failure of the test.");
        });
        app.MapGet("/text", (HttpResponse response) => BitByBitAsync(response, "text/plain"));
        app.MapGet("/bit-by-bit", (HttpResponse response) =>
        {
            response.HttpContext.Features.GetRequiredFeature<IHttpResponseBodyFeature>().DisableBuffering();
            return BitByBitAsync(response, "application/json");
        });
    }

    private async Task BitByBitAsync(HttpResponse response, string type)
    {
        response.ContentType = type;
        await response.BodyWriter.WriteAsync("1\n"u8.ToArray());
        await _release.Task;
        await response.BodyWriter.WriteAsync("2\n"u8.ToArray());
    }

    /// <summary>Counts what the server gives to the network.</summary>
    private sealed class FlushCounter
    {
        private int _count;

        public int Count => Volatile.Read(ref _count);

        public IDuplexPipe Around(IDuplexPipe transport) => new Pipe(transport.Input, new Writer(transport.Output, this));

        private sealed record Pipe(PipeReader Input, PipeWriter Output) : IDuplexPipe;

        private sealed class Writer(PipeWriter inner, FlushCounter counter) : PipeWriter
        {
            public override bool CanGetUnflushedBytes => inner.CanGetUnflushedBytes;

            public override long UnflushedBytes => inner.UnflushedBytes;

            public override ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default)
            {
                Interlocked.Increment(ref counter._count);
                return inner.FlushAsync(cancellationToken);
            }

            public override void Advance(int bytes) => inner.Advance(bytes);

            public override Memory<byte> GetMemory(int sizeHint = 0) => inner.GetMemory(sizeHint);

            public override Span<byte> GetSpan(int sizeHint = 0) => inner.GetSpan(sizeHint);

            public override void CancelPendingFlush() => inner.CancelPendingFlush();

            public override void Complete(Exception? exception = null) => inner.Complete(exception);
        }
    }
}
