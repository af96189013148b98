using System.Net;
using System.Net.Http.Headers;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;

namespace MyArch.ServiceDefaults.Tests.Admin;

public sealed class AdminKeyTests
{
    private const string Key = "the-key-of-the-administrator";

    [Fact]
    public async Task The_key_opens_the_endpoint_whatever_the_case_of_the_scheme()
    {
        await using var service = await StartAsync();

        (await PostAsync(service, $"Bearer {Key}")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await PostAsync(service, $"bearer  {Key}")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("Bearer")]
    [InlineData(Key)]
    [InlineData("Basic " + Key)]
    public async Task Without_a_bearer_token_it_is_401_and_says_what_it_wants(string? authorization)
    {
        await using var service = await StartAsync();

        var response = await PostAsync(service, authorization);

        response.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        response.Headers.WwwAuthenticate.ShouldBe([new AuthenticationHeaderValue("Bearer")]);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
    }

    [Theory]
    [InlineData("Bearer x")]
    [InlineData("Bearer the-key-of-the-administrato")]
    [InlineData("Bearer the-key-of-the-administrators")]
    [InlineData("Bearer THE-KEY-OF-THE-ADMINISTRATOR")]
    [InlineData("Bearer the-key-of-the-administrator the-key-of-the-administrator")]
    public async Task Another_token_is_403_and_the_answer_does_not_repeat_it(string authorization)
    {
        await using var service = await StartAsync();

        var response = await PostAsync(service, authorization);

        response.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        var body = await response.Content.ReadAsStringAsync();
        body.ShouldContain("traceId");
        body.ShouldNotContain("the-key");
    }

    [Fact]
    public async Task Of_two_tokens_neither_counts()
    {
        await using var service = await StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/things");
        request.Headers.TryAddWithoutValidation("Authorization", [$"Bearer {Key}", "Bearer other"]);

        // The client joins them to one value.
        (await service.Client.SendAsync(request)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task A_stranger_is_refused_before_his_body_is_looked_at()
    {
        await using var service = await StartAsync();
        using var body = new StringContent("{ no json", new MediaTypeHeaderValue("application/json"));

        (await service.Client.PostAsync("/things", body)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Endpoints_outside_of_the_group_stay_open()
    {
        await using var service = await StartAsync();

        (await service.Client.GetAsync("/open")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("")]
    [InlineData("short")]
    [InlineData("a key that has blanks in it")]
    public async Task A_key_that_could_be_guessed_keeps_the_instance_from_starting(string key) =>
        (await Should.ThrowAsync<OptionsValidationException>(() => StartAsync(key))).Message.ShouldContain("Admin:Key");

    private static Task<TestService> StartAsync(string key = Key) => TestService.StartAsync(
        static app =>
        {
            app.MapGroup("/things").RequireAdmin().MapPost("", static (Thing thing) => TypedResults.Ok(thing));
            app.MapGet("/open", static () => TypedResults.Ok());
        },
        [new("Admin:Key", key)],
        static builder => builder.AddAdminKey());

    private static async Task<HttpResponseMessage> PostAsync(TestService service, string? authorization)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/things") { Content = new StringContent("{\"name\":\"a\"}", new MediaTypeHeaderValue("application/json")) };
        if (authorization is not null)
        {
            request.Headers.TryAddWithoutValidation("Authorization", authorization);
        }

        return await service.Client.SendAsync(request);
    }

    private sealed record Thing(string Name);
}
