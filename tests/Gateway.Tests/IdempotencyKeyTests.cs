using System.Collections.Concurrent;
using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;
using MyArch.Gateway.Routing;
using MyArch.Gateway.Tests.Fixtures;

namespace MyArch.Gateway.Tests;

/// <summary>A key lets a request be sent again only where its service honours it.</summary>
public sealed partial class IdempotencyKeyTests
{
    private const string Key = "Idempotency-Key";

    [Fact]
    public async Task A_key_that_the_service_ignores_is_no_reason_to_send_a_request_again()
    {
        await using var one = new WireBackend(WireBackend.CloseAsync);
        await using var two = new WireBackend(WireBackend.CloseAsync);
        await using var gateway = await TestGateway.StartHealthyAsync([one.Address, two.Address]);
        var request = TestGateway.Request(HttpMethod.Post, "/api/items");
        request.Headers.Add(Key, "1");
        request.Content = new StringContent("x");

        using var response = await gateway.Client.SendAsync(request);

        response.StatusCode.ShouldBe(HttpStatusCode.BadGateway);
        (one.Requests + two.Requests).ShouldBe(1);
    }

    [Fact]
    public async Task A_change_that_needs_a_key_has_the_same_one_at_every_target()
    {
        var keys = new ConcurrentQueue<string>();
        await using var closing = new WireBackend((_, head, _) =>
        {
            keys.Enqueue(Header().Match(head).Groups["key"].Value);
            return Task.CompletedTask;
        });
        await using var good = await Backend.StartAsync(context =>
        {
            keys.Enqueue(context.Request.Headers[Key].ToString());
            return Task.CompletedTask;
        });
        await using var gateway = await TestGateway.StartHealthyAsync([closing.Address, good.Address], static settings => settings["Clock:Speed"] = "1");

        var repeated = 0;
        for (var i = 0; i < 4; i++)
        {
            keys.Clear();
            using var response = await gateway.SendAsync(HttpMethod.Put, "/api/customers/me", new StringContent("x"));
            response.StatusCode.ShouldBe(HttpStatusCode.OK);
            keys.ShouldAllBe(static key => key.Length == 32);
            keys.Distinct().Count().ShouldBe(1);
            repeated += keys.Count - 1;
        }

        repeated.ShouldBeGreaterThan(0);
    }

    [Theory]
    [InlineData("PUT", "/api/customers/me", "mine", "mine")]
    [InlineData("GET", "/api/customers/me", null, "")]
    [InlineData("PUT", "/api/orders", null, "")]
    public async Task A_key_is_given_only_where_it_is_missed(string method, string path, string? sent, string expected)
    {
        await using var backend = await Backend.StartAsync(static context => context.Response.WriteAsync(context.Request.Headers[Key].ToString()));
        await using var gateway = await TestGateway.StartHealthyAsync([backend.Address]);
        var request = TestGateway.Request(new HttpMethod(method), path);
        if (sent is not null)
        {
            request.Headers.Add(Key, sent);
        }

        using var response = await gateway.Client.SendAsync(request);

        (await response.Content.ReadAsStringAsync()).ShouldBe(expected);
    }

    [Theory]
    [InlineData("myclothes.localhost", "POST", "/api/cart/items", nameof(IdempotencyKeys.Honoured))]
    [InlineData("myclothes.localhost", "POST", "/api/cart/checkout", nameof(IdempotencyKeys.Honoured))]
    [InlineData("myclothes.localhost", "PUT", "/api/customers/me", nameof(IdempotencyKeys.Given))]
    [InlineData("myclothes.localhost", "POST", "/api/catalog/items", nameof(IdempotencyKeys.Ignored))]
    [InlineData("mywordpress.localhost", "POST", "/api/posts", nameof(IdempotencyKeys.Honoured))]
    [InlineData("mywordpress.localhost", "POST", "/api/media", nameof(IdempotencyKeys.Ignored))]
    public void The_route_table_knows_which_services_honour_keys(string host, string method, string path, string keys) =>
        new PublicRouter(RouteTable.Default).Find(host, method, path).Keys.ToString().ShouldBe(keys);

    [GeneratedRegex(@"^Idempotency-Key: (?<key>\S*)\r?$", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex Header();
}
