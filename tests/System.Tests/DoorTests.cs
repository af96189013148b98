using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Aspire.Hosting.Testing;

namespace MyArch.SystemTests;

/// <summary>What is closed, on the running system.</summary>
[Collection(ProdCollection.Name)]
public sealed class DoorTests(ProdSystem system)
{
    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("a-guess-of-thirty-two-characters")]
    public async Task An_instance_answers_the_load_balancer_only(string? secret)
    {
        await system.RestoreAsync();
        using var instance = system.Application.CreateHttpClient("time-a1");
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/time");
        if (secret is not null)
        {
            request.Headers.TryAddWithoutValidation("X-Origin-Verify", secret);
        }

        using var response = await instance.SendAsync(request);

        response.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        var problem = await response.Content.ReadFromJsonAsync<JsonElement>();
        problem.GetProperty("traceId").GetString().ShouldNotBeNullOrEmpty();
    }

    [Theory]
    [InlineData("/health/ready")]
    [InlineData("/health/live")]
    [InlineData("/internal/orders/1")]
    [InlineData("//internal/orders/1")]
    [InlineData("/%69nternal/orders/1")]
    [InlineData("/INTERNAL/orders/1")]
    [InlineData("/elb/target-groups")]
    public async Task Inner_routes_are_not_reachable_through_the_public_listener(string path)
    {
        using var site = system.TimeSite();
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri($"{system.Gateway.GetLeftPart(UriPartial.Authority)}{path}"));

        using var response = await site.SendAsync(request);

        ((int)response.StatusCode).ShouldBeOneOf(400, 404);
        response.Headers.GetValues("X-Instance").ShouldBe(["gateway"]);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
    }

    [Fact]
    public async Task A_search_of_ten_kilobytes_ends_at_the_load_balancer()
    {
        using var site = system.ShopSite();

        using var response = await site.GetAsync($"/api/catalog/items?q={new string('x', 10_240)}");

        response.StatusCode.ShouldBe(HttpStatusCode.RequestUriTooLong);
        (await response.Content.ReadAsStringAsync()).ShouldBeEmpty("the server raises it before anything else runs");
    }

    [Fact]
    public async Task An_unknown_host_is_421()
    {
        using var client = ProdSystem.SiteClient(system.Gateway, "example.com");

        using var response = await client.GetAsync("/api/time");

        response.StatusCode.ShouldBe(HttpStatusCode.MisdirectedRequest);
    }

    [Fact]
    public async Task The_internal_listener_wants_a_credential_and_tells_target_states()
    {
        await system.RestoreAsync();
        using var stranger = system.Application.CreateHttpClient("gateway", "internal");
        using var internalClient = await system.InternalAsync();

        using var refused = await stranger.GetAsync("/elb/target-groups");
        var groups = await internalClient.GetFromJsonAsync<JsonElement>("/elb/target-groups");

        refused.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        groups.GetProperty("items")[0].GetProperty("targets").EnumerateArray().Select(static target => target.GetProperty("state").GetString())
            .ShouldBe(["healthy", "healthy", "healthy"]);
    }

    [Fact]
    public async Task A_body_over_the_limit_is_refused_before_it_is_sent()
    {
        using var site = system.TimeSite();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/time") { Content = new ByteArrayContent(new byte[11 * 1024 * 1024]) };
        request.Headers.ExpectContinue = true;

        using var response = await site.SendAsync(request);

        // Nothing on this site takes a body: which of the two is said first does not matter.
        ((int)response.StatusCode).ShouldBeOneOf(405, 413);
    }

    [Fact]
    public async Task A_header_over_the_limit_is_431()
    {
        using var site = system.TimeSite();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/time");
        request.Headers.TryAddWithoutValidation("X-Large", new string('x', 100 * 1024));

        using var response = await site.SendAsync(request);

        response.StatusCode.ShouldBe(HttpStatusCode.RequestHeaderFieldsTooLarge);
    }

    [Fact]
    public async Task Https_ends_at_the_load_balancer()
    {
        using var handler = new HttpClientHandler { ServerCertificateCustomValidationCallback = static (_, certificate, _, _) => certificate?.Subject.Length > 0 };
        using var client = new HttpClient(handler) { BaseAddress = system.GatewayHttps };
        client.DefaultRequestHeaders.Host = $"whatisthetime.localhost:{system.GatewayHttps.Port}";

        var time = await client.GetFromJsonAsync<JsonElement>("/api/time/UTC");

        time.GetProperty("timeZone").GetString().ShouldBe("UTC");
    }
}
