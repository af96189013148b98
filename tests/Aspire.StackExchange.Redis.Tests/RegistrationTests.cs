using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using StackExchange.Redis;
using StackExchange.Redis.Tests.Fixtures;

namespace Aspire.StackExchange.Redis.Tests;

public sealed class RegistrationTests
{
    [Fact]
    public async Task A_client_connects_when_it_is_first_asked_for()
    {
        await using var server = await RedisServer.StartAsync();
        var builder = Builder(("ConnectionStrings:cache", server.Address));
        builder.AddRedisClient("cache");
        using var host = builder.Build();
        await using var connection = host.Services.GetRequiredService<IConnectionMultiplexer>();
        host.Services.GetRequiredService<IConnectionMultiplexer>().ShouldBeSameAs(connection);
        connection.IsConnected.ShouldBeTrue();
        (await connection.GetDatabase().StringSetAsync("k", "v")).ShouldBeTrue();
    }

    [Fact]
    public async Task A_server_that_is_down_does_not_fail_the_first_use_and_is_found_when_it_comes()
    {
        await using var server = await RedisServer.StartAsync();
        await server.KillAsync();
        var builder = Builder(("ConnectionStrings:cache", $"{server.Address},connectTimeout=2000"));
        builder.AddRedisClient("cache");
        using var host = builder.Build();
        await using var connection = host.Services.GetRequiredService<IConnectionMultiplexer>();
        connection.IsConnected.ShouldBeFalse();
        await server.StartAgainAsync();
        await Eventually.IsTrueAsync(() => connection.IsConnected, because: "the server is found");
    }

    [Fact]
    public void A_server_that_is_down_fails_the_first_use_if_that_is_asked_for()
    {
        var builder = Builder(("ConnectionStrings:cache", $"127.0.0.1:{FreePort.Find()},abortConnect=true,connectRetry=1"));
        builder.AddRedisClient("cache");
        using var host = builder.Build();
        Should.Throw<RedisConnectionException>(() => host.Services.GetRequiredService<IConnectionMultiplexer>());
    }

    [Fact]
    public void Without_a_connection_string_the_first_use_says_what_is_missing()
    {
        var builder = Builder();
        builder.AddRedisClient("cache");
        using var host = builder.Build();
        Should.Throw<InvalidOperationException>(() => host.Services.GetRequiredService<IConnectionMultiplexer>()).Message.ShouldContain("ConnectionStrings:cache");
    }

    [Fact]
    public async Task Settings_come_from_the_sections_and_from_code_in_this_order()
    {
        await using var server = await RedisServer.StartAsync();
        var builder = Builder(
            ("Aspire:StackExchange:Redis:ConnectionString", "nowhere.invalid"),
            ("Aspire:StackExchange:Redis:ConfigurationOptions:ClientName", "of-all"),
            ("Aspire:StackExchange:Redis:ConfigurationOptions:KeepAlive", "11"),
            ("Aspire:StackExchange:Redis:cache:ConnectionString", "nowhere-else.invalid"),
            ("Aspire:StackExchange:Redis:cache:ConfigurationOptions:ClientName", "of-one"),
            ("Aspire:StackExchange:Redis:cache:DisableTracing", "true"),
            ("ConnectionStrings:cache", $"{server.Address},name=of-string"));
        StackExchangeRedisSettings? seen = null;
        ConfigurationOptions? used = null;
        builder.AddRedisClient("cache", settings => seen = settings, options => used = options);
        using var host = builder.Build();
        await using var connection = host.Services.GetRequiredService<IConnectionMultiplexer>();
        seen!.ConnectionString.ShouldStartWith(server.Address);
        seen.DisableTracing.ShouldBeTrue();
        seen.DisableHealthChecks.ShouldBeFalse();
        used!.KeepAlive.ShouldBe(11);
        used.AbortOnConnectFail.ShouldBeFalse();
        connection.ClientName.ShouldBe("of-one");
    }

    [Fact]
    public void Nothing_but_the_package_has_is_public() =>
        typeof(StackExchangeRedisSettings).Assembly.GetExportedTypes().ShouldBe([typeof(StackExchangeRedisSettings), typeof(AspireRedisExtensions)], ignoreOrder: true);

    private static HostApplicationBuilder Builder(params (string Key, string Value)[] configuration)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Configuration.AddInMemoryCollection(configuration.Select(static pair => KeyValuePair.Create(pair.Key, (string?)pair.Value)));
        return builder;
    }
}
