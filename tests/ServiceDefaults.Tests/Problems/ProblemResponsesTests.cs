using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;

namespace MyArch.ServiceDefaults.Tests.Problems;

public sealed partial class ProblemResponsesTests : IAsyncLifetime
{
    private const string Confidential = "password=hunter2";

    private readonly TaskCompletionSource _aborted = new();
    private readonly TaskCompletionSource _entered = new();
    private TestService _service = null!;

    public async Task InitializeAsync() => _service = await TestService.StartAsync(Map);

    public async Task DisposeAsync() => await _service.DisposeAsync();

    [Theory]
    [InlineData("/nowhere", HttpStatusCode.NotFound)]
    [InlineData("/boom", HttpStatusCode.InternalServerError)]
    [InlineData("/async-boom", HttpStatusCode.InternalServerError)]
    [InlineData("/status/400", HttpStatusCode.BadRequest)]
    [InlineData("/status/409", HttpStatusCode.Conflict)]
    [InlineData("/status/503", HttpStatusCode.ServiceUnavailable)]
    [InlineData("/number/abc", HttpStatusCode.BadRequest)]
    [InlineData("/bad-request", HttpStatusCode.RequestTimeout)]
    [InlineData("/echo", HttpStatusCode.MethodNotAllowed)]
    public async Task Every_error_is_a_problem_with_a_trace_id(string path, HttpStatusCode status)
    {
        using var response = await _service.Client.GetAsync(path);
        await ShouldBeProblemAsync(response, status);
    }

    [Theory]
    [InlineData("{\"name\":", "application/json", HttpStatusCode.BadRequest)]
    [InlineData("{\"name\":1}", "application/json", HttpStatusCode.BadRequest)]
    [InlineData("", "application/json", HttpStatusCode.BadRequest)]
    [InlineData("name=x", "application/x-www-form-urlencoded", HttpStatusCode.UnsupportedMediaType)]
    public async Task A_body_that_cannot_be_read_is_a_problem(string body, string type, HttpStatusCode status)
    {
        using var content = new StringContent(body, Encoding.UTF8, type);
        using var response = await _service.Client.PostAsync("/echo", content);
        await ShouldBeProblemAsync(response, status);
        _service.Logs.Problems.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_malformed_body_gets_the_same_answer_in_development()
    {
        await using var service = await TestService.StartAsync(Map, environment: "Development");
        using var content = new StringContent("{\"name\":", Encoding.UTF8, "application/json");
        using var response = await service.Client.PostAsync("/echo", content);
        await ShouldBeProblemAsync(response, HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task A_body_over_the_limit_is_a_413_problem()
    {
        await using var service = await TestService.StartAsync(
            Map, configure: static builder => builder.WebHost.ConfigureKestrel(static kestrel => kestrel.Limits.MaxRequestBodySize = 100));
        using var content = new StringContent($"{{\"name\":\"{new string('x', 200)}\"}}", Encoding.UTF8, "application/json");
        using var response = await service.Client.PostAsync("/echo", content);
        await ShouldBeProblemAsync(response, HttpStatusCode.RequestEntityTooLarge);
    }

    [Theory]
    [InlineData("text/html")]
    [InlineData("text/event-stream")]
    [InlineData("image/svg+xml")]
    public async Task A_client_that_does_not_list_json_gets_a_problem_too(string accept)
    {
        _service.Client.DefaultRequestHeaders.Accept.Add(new MediaTypeWithQualityHeaderValue(accept));
        using var boom = await _service.Client.GetAsync("/boom");
        await ShouldBeProblemAsync(boom, HttpStatusCode.InternalServerError);
        using var notFound = await _service.Client.GetAsync("/nowhere");
        await ShouldBeProblemAsync(notFound, HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task An_unhandled_exception_is_logged_once_and_not_shown()
    {
        using var response = await _service.Client.GetAsync("/boom");
        var text = await response.Content.ReadAsStringAsync();
        text.ShouldNotContain("hunter2");
        text.ShouldNotContain("InvalidOperation");
        _service.Logs.Problems.ShouldHaveSingleItem().Exception.ShouldBeOfType<InvalidOperationException>();
    }

    [Fact]
    public async Task A_problem_of_a_handler_keeps_its_own_fields()
    {
        using var response = await _service.Client.GetAsync("/own");
        var problem = await ShouldBeProblemAsync(response, HttpStatusCode.Conflict);
        problem.GetProperty("title").GetString().ShouldBe("Taken");
        problem.GetProperty("detail").GetString().ShouldBe("The name is taken.");
        problem.GetProperty("name").GetString().ShouldBe("x");
    }

    [Fact]
    public async Task A_validation_problem_lists_its_errors()
    {
        using var response = await _service.Client.GetAsync("/invalid");
        var problem = await ShouldBeProblemAsync(response, HttpStatusCode.BadRequest);
        problem.GetProperty("errors").GetProperty("name")[0].GetString().ShouldBe("is missing");
    }

    [Fact]
    public async Task The_trace_id_is_the_one_of_the_request()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/boom");
        request.Headers.Add("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
        using var response = await _service.Client.SendAsync(request);
        var problem = await ShouldBeProblemAsync(response, HttpStatusCode.InternalServerError);
        problem.GetProperty("traceId").GetString().ShouldBe("0af7651916cd43dd8448eb211c80319c");
    }

    [Fact]
    public async Task Without_logging_and_tracing_there_is_a_trace_id_all_the_same()
    {
        await using var service = await TestService.StartAsync(Map, configure: static builder => builder.Logging.ClearProviders());
        using var response = await service.Client.GetAsync("/boom");
        await ShouldBeProblemAsync(response, HttpStatusCode.InternalServerError);
    }

    [Fact]
    public async Task A_client_that_goes_away_is_not_an_error()
    {
        using var cancellation = new CancellationTokenSource();
        var call = _service.Client.GetAsync("/wait", cancellation.Token);
        await _entered.Task.WaitAsync(TimeSpan.FromSeconds(60));
        await cancellation.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(call);
        await _aborted.Task.WaitAsync(TimeSpan.FromSeconds(60));
        // A further request on the same server: whatever the first one had to log is logged by then.
        using var response = await _service.Client.GetAsync("/nowhere");
        _service.Logs.Problems.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_exception_after_the_response_began_breaks_the_connection()
    {
        using var response = await _service.Client.GetAsync("/late", HttpCompletionOption.ResponseHeadersRead);
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        await Should.ThrowAsync<HttpRequestException>(() => response.Content.ReadAsStringAsync());
        _service.Logs.Problems.Count(static entry => entry.Exception is InvalidOperationException).ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task A_successful_answer_is_left_alone()
    {
        using var content = new StringContent("{\"name\":\"x\"}", Encoding.UTF8, "application/json");
        using var response = await _service.Client.PostAsync("/echo", content);
        (await response.Content.ReadAsStringAsync()).ShouldBe("{\"name\":\"x\"}");
        response.Content.Headers.ContentType!.MediaType.ShouldBe("application/json");
    }

    private static async Task<JsonElement> ShouldBeProblemAsync(HttpResponseMessage response, HttpStatusCode status)
    {
        response.StatusCode.ShouldBe(status);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        response.Headers.GetValues(InstanceHeaders.Instance).ShouldBe(["test-a1"]);
        response.Headers.CacheControl!.NoStore.ShouldBeTrue();
        var problem = JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement;
        problem.GetProperty("status").GetInt32().ShouldBe((int)status);
        problem.GetProperty("title").GetString().ShouldNotBeNullOrEmpty();
        TraceId().IsMatch(problem.GetProperty("traceId").GetString()!).ShouldBeTrue();
        return problem;
    }

    [GeneratedRegex("^(?!0{32})[0-9a-f]{32}$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex TraceId();

    private void Map(WebApplication app)
    {
        app.MapGet("/boom", static string () => throw new InvalidOperationException(Confidential));
        app.MapGet("/async-boom", static async Task<string> () =>
        {
            await Task.Yield();
            throw new InvalidOperationException(Confidential);
        });
        app.MapGet("/bad-request", static string () => throw new BadHttpRequestException(Confidential, StatusCodes.Status408RequestTimeout));
        app.MapGet("/status/{code:int}", static (int code) => TypedResults.StatusCode(code));
        app.MapGet("/number/{number}", static (int number) => TypedResults.Ok(number));
        app.MapPost("/echo", static (Named named) => TypedResults.Ok(named));
        app.MapGet("/own", static () => TypedResults.Problem(
            detail: "The name is taken.", statusCode: StatusCodes.Status409Conflict, title: "Taken", extensions: [new("name", "x")]));
        app.MapGet("/invalid", static () => TypedResults.ValidationProblem([new("name", ["is missing"])]));
        app.MapGet("/late", static async Task (HttpResponse response) =>
        {
            await response.WriteAsync("beginning");
            await response.Body.FlushAsync();
            throw new InvalidOperationException(Confidential);
        });
        app.MapGet("/wait", async Task (CancellationToken cancellationToken) =>
        {
            _entered.TrySetResult();
            try
            {
                await Task.Delay(Timeout.Infinite, cancellationToken);
            }
            finally
            {
                _aborted.TrySetResult();
            }
        });
    }

    private sealed record Named(string Name);
}
