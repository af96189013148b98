using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using StackExchange.Redis;
using StackExchange.Redis.Tests.Fixtures;

namespace Aspire.StackExchange.Redis.Tests;

public sealed class HealthCheckTests
{
    [Fact]
    public async Task The_check_follows_the_server()
    {
        await using var server = await RedisServer.StartAsync();
        var builder = Builder($"{server.Address},asyncTimeout=500");
        builder.AddRedisClient("cache");
        builder.AddRedisClient("cache");
        using var host = builder.Build();
        var checks = host.Services.GetRequiredService<HealthCheckService>();
        var report = await Eventually.BecomesAsync(
            stop => checks.CheckHealthAsync(stop), static report => report.Status == HealthStatus.Healthy, because: "the server answers in time");
        report.Entries.Keys.ShouldBe(["StackExchange.Redis"]);

        await server.KillAsync();
        report = await checks.CheckHealthAsync();
        report.Entries.Values.ShouldAllBe(static entry => entry.Status == HealthStatus.Unhealthy && entry.Exception != null);

        await server.StartAgainAsync();
        await Eventually.IsTrueAsync(async stop => (await checks.CheckHealthAsync(stop)).Status == HealthStatus.Healthy, because: "the check sees the server again");
    }

    [Fact]
    public async Task A_server_that_never_answers_is_unhealthy_in_time()
    {
        await using var server = await RedisServer.StartAsync();
        var builder = Builder($"{server.Address},asyncTimeout=300");
        builder.AddRedisClient("cache");
        using var host = builder.Build();
        _ = host.Services.GetRequiredService<IConnectionMultiplexer>();
        await server.FreezeAsync();
        var report = await host.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync().WaitAsync(TimeSpan.FromSeconds(30));
        report.Status.ShouldBe(HealthStatus.Unhealthy);
        server.Thaw();
    }

    [Fact]
    public async Task What_is_misconfigured_is_unhealthy_and_says_why()
    {
        var builder = Builder(connectionString: null);
        builder.AddRedisClient("cache");
        using var host = builder.Build();
        var report = await host.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync();
        report.Entries["StackExchange.Redis"].Exception.ShouldBeOfType<InvalidOperationException>();
    }

    [Fact]
    public void The_check_can_be_left_out()
    {
        var builder = Builder("localhost");
        builder.AddRedisClient("cache", static settings => settings.DisableHealthChecks = true);
        using var host = builder.Build();
        host.Services.GetService<HealthCheckService>().ShouldBeNull();
    }

    private static HostApplicationBuilder Builder(string? connectionString)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Configuration.AddInMemoryCollection([new("ConnectionStrings:cache", connectionString)]);
        builder.Services.AddLogging();
        return builder;
    }
}
