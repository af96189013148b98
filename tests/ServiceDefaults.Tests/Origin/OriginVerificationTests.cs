using System.Net;

namespace MyArch.ServiceDefaults.Tests.Origin;

public sealed class OriginVerificationTests : IAsyncLifetime
{
    private TestService _service = null!;

    public async Task InitializeAsync() => _service = await TestService.StartAsync(static app =>
    {
        app.MapGet("/which", static (HttpContext context) => TypedResults.Text(context.GetOriginListener().ToString()));
        app.MapGet("/internal/which", static (HttpContext context) => TypedResults.Text(context.GetOriginListener().ToString()));
        app.MapGet("/internals", static () => TypedResults.Text("public"));
    });

    public async Task DisposeAsync() => await _service.DisposeAsync();

    [Theory]
    [InlineData("/which", TestService.Secret, "Public")]
    [InlineData("/which", TestService.InternalSecret, "Internal")]
    [InlineData("/internal/which", TestService.InternalSecret, "Internal")]
    [InlineData("/internals", TestService.Secret, "public")]
    public async Task A_request_of_the_load_balancer_is_answered(string path, string secret, string answer)
    {
        using var response = await SendAsync(path, secret);
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await response.Content.ReadAsStringAsync()).ShouldBe(answer);
    }

    [Theory]
    [InlineData("/which", null)]
    [InlineData("/which", "")]
    [InlineData("/which", " ")]
    [InlineData("/which", "public-secret-0123456789abcdeX")]
    [InlineData("/which", "public-secret-0123456789abcde")]
    [InlineData("/which", "PUBLIC-SECRET-0123456789ABCDEF")]
    [InlineData("/which", TestService.Secret + "," + TestService.Secret)]
    [InlineData("/nowhere", null)]
    [InlineData("/internal/which", null)]
    [InlineData("/internal/which", TestService.Secret)]
    [InlineData("/internal", TestService.Secret)]
    [InlineData("/internal/nowhere", TestService.Secret)]
    [InlineData("/INTERNAL/which", TestService.Secret)]
    [InlineData("/%69nternal/which", TestService.Secret)]
    [InlineData("/x/../internal/which", TestService.Secret)]
    [InlineData("/health", null)]
    [InlineData("/health/other", null)]
    public async Task Any_other_request_is_refused_without_a_reason(string path, string? secret)
    {
        using var response = await SendAsync(path, secret);
        response.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        (await response.Content.ReadAsStringAsync()).ShouldNotContain("secret");
    }

    [Fact]
    public async Task A_doubled_slash_does_not_lead_to_an_internal_endpoint()
    {
        var answer = await RawHttp.SendAsync(_service.Address, "GET //internal/which HTTP/1.1", $"{OriginVerification.Header}: {TestService.Secret}");
        answer.ShouldStartWith("HTTP/1.1 404 ");
    }

    [Fact]
    public async Task Of_several_header_values_none_is_believed()
    {
        var header = $"{OriginVerification.Header}: {TestService.Secret}";
        (await RawHttp.SendAsync(_service.Address, "GET /which HTTP/1.1", header)).ShouldStartWith("HTTP/1.1 200 ");
        (await RawHttp.SendAsync(_service.Address, "GET /which HTTP/1.1", header, header)).ShouldStartWith("HTTP/1.1 403 ");
    }

    [Fact]
    public async Task A_very_long_value_is_refused()
    {
        using var response = await SendAsync("/which", new string('x', 16_000));
        response.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Theory]
    [InlineData("/health/live")]
    [InlineData("/health/ready")]
    public async Task Health_needs_no_secret(string path)
    {
        using var response = await SendAsync(path, secret: null);
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    private async Task<HttpResponseMessage> SendAsync(string path, string? secret)
    {
        _service.Client.DefaultRequestHeaders.Remove(OriginVerification.Header);
        // The Uri class would resolve ".." and decode the path before it is sent.
        var uri = new Uri($"{_service.Address.AbsoluteUri.TrimEnd('/')}{path}", new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true });
        using var request = new HttpRequestMessage(HttpMethod.Get, uri);
        if (secret is not null)
        {
            request.Headers.TryAddWithoutValidation(OriginVerification.Header, secret).ShouldBeTrue();
        }

        return await _service.Client.SendAsync(request);
    }
}
