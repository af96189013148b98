using System.Text.Json;
using MyArch.Gateway.Tests.Fixtures;

namespace MyArch.Gateway.Tests;

public sealed class InternalListenerTests
{
    [Theory]
    [InlineData("", 401)]
    [InlineData("Authorization: Bearer\r\n", 401)]
    [InlineData("Authorization: Bearer wrong-secret-0123456789012\r\n", 401)]
    [InlineData($"Authorization: Basic {TestGateway.AppHost}\r\n", 401)]
    [InlineData($"Authorization: {TestGateway.AppHost}\r\n", 401)]
    [InlineData($"X-Origin-Verify: {TestGateway.InternalOrigin}\r\n", 401)]
    [InlineData("Authorization: Bearer stranger-secret-0123456789\r\n", 403)]
    [InlineData($"Authorization: Bearer {TestGateway.AppHost}\r\n", 200)]
    [InlineData($"authorization: bearer {TestGateway.AppHost}\r\n", 200)]
    public async Task Only_the_callers_of_a_route_may_use_it(string header, int status)
    {
        await using var gateway = await TestGateway.StartAsync([]);

        var response = await RawHttp.GetAsync(gateway.Internal, "/elb/target-groups", "localhost", header);

        RawHttp.StatusOf(response).ShouldBe(status);
        response.ShouldContain("X-Instance: gateway\r\n");
        response.Contains("WWW-Authenticate: Bearer", StringComparison.Ordinal).ShouldBe(status == 401);
        response.Contains("application/problem+json", StringComparison.Ordinal).ShouldBe(status != 200);
    }

    [Theory]
    [InlineData("/health/live", 200)]
    [InlineData("/health/ready", 200)]
    [InlineData("/health", 401)]
    [InlineData("/Health/Ready", 401)]
    [InlineData("/health//ready", 400)]
    [InlineData("/elb/../health/ready", 400)]
    [InlineData("/", 401)]
    public async Task Health_alone_needs_no_credential(string path, int status)
    {
        await using var gateway = await TestGateway.StartAsync([]);

        RawHttp.StatusOf(await RawHttp.GetAsync(gateway.Internal, path, "localhost")).ShouldBe(status);
    }

    [Theory]
    [InlineData("GET", "/internal/orders/1", 403)]
    [InlineData("GET", "/elb/nothing", 404)]
    [InlineData("DELETE", "/elb/target-groups", 405)]
    public async Task What_a_caller_may_not_reach_is_told_from_what_does_not_exist(string method, string path, int status)
    {
        await using var gateway = await TestGateway.StartAsync([]);

        var response = await RawHttp.SendAsync(
            gateway.Internal, $"{method} {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAuthorization: Bearer {TestGateway.AppHost}\r\n\r\n");

        RawHttp.StatusOf(response).ShouldBe(status);
        response.ShouldContain("application/problem+json");
        response.ShouldContain("X-Instance: gateway");
    }

    [Fact]
    public async Task The_list_of_target_groups_has_states_and_reasons()
    {
        await using var backend = await Backend.StartAsync();
        await using var gateway = await TestGateway.StartHealthyAsync([backend.Address]);

        var response = await RawHttp.GetAsync(gateway.Internal, "/elb/target-groups", "localhost", $"Authorization: Bearer {TestGateway.AppHost}\r\n");

        response.ShouldNotContain(TestGateway.Origin);
        using var json = JsonDocument.Parse(response[response.IndexOf('{', StringComparison.Ordinal)..(response.LastIndexOf('}') + 1)]);
        json.RootElement.GetProperty("next").ValueKind.ShouldBe(JsonValueKind.Null);
        var groups = json.RootElement.GetProperty("items").EnumerateArray().ToList();
        groups.Select(group => group.GetProperty("name").GetString()).ShouldBe(["shop", "time"]);
        var target = groups[0].GetProperty("targets")[0];
        target.GetProperty("id").GetString().ShouldBe("shop-a1");
        target.GetProperty("address").GetString().ShouldBe(backend.Address.ToString().TrimEnd('/'));
        target.GetProperty("zone").GetString().ShouldBe("a");
        target.GetProperty("state").GetString().ShouldBe("healthy");
        target.GetProperty("reason").ValueKind.ShouldBe(JsonValueKind.Null);
        target.GetProperty("inFlight").GetInt32().ShouldBe(0);
    }
}
