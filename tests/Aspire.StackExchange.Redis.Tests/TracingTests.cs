using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using OpenTelemetry;
using OpenTelemetry.Trace;
using StackExchange.Redis;
using StackExchange.Redis.Tests.Fixtures;

namespace Aspire.StackExchange.Redis.Tests;

/// <summary>Spans as an OpenTelemetry exporter sees them.</summary>
public sealed class TracingTests : IAsyncLifetime
{
    private readonly Spans _spans = new();
    private RedisServer _server = null!;

    public async Task InitializeAsync() => _server = await RedisServer.StartAsync();

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Fact]
    public async Task A_command_is_a_client_span_without_keys_and_values()
    {
        using var host = await StartAsync();
        var database = host.Services.GetRequiredService<IConnectionMultiplexer>().GetDatabase();
        using var request = new Activity("request") { ActivityTraceFlags = ActivityTraceFlags.Recorded }.Start();
        await database.StringSetAsync("secret-key", "secret-value");
        await database.StringGetAsync("secret-key");
        Activity.Current.ShouldBeSameAs(request);

        var spans = _spans.ToArray();
        spans.Select(static span => span.DisplayName).ShouldBe(["SET", "GET"]);
        foreach (var span in spans)
        {
            span.Source.Name.ShouldBe("OpenTelemetry.Instrumentation.StackExchangeRedis");
            span.Kind.ShouldBe(ActivityKind.Client);
            span.ParentSpanId.ShouldBe(request.SpanId);
            span.Status.ShouldBe(ActivityStatusCode.Unset);
            span.TagObjects.ShouldBe(
                [
                    new("db.system.name", "redis"), new("db.operation.name", span.DisplayName), new("db.namespace", "0"),
                    new("server.address", "127.0.0.1"), new("server.port", _server.Port),
                ],
                ignoreOrder: true);
        }
    }

    [Fact]
    public async Task A_refusal_is_an_error_with_the_servers_code()
    {
        using var host = await StartAsync();
        var database = host.Services.GetRequiredService<IConnectionMultiplexer>().GetDatabase();
        await database.StringSetAsync("secret-key", "text");
        await Should.ThrowAsync<RedisServerException>(() => database.HashGetAllAsync("secret-key"));
        var span = _spans.Single(static span => span.DisplayName == "HGETALL");
        span.Status.ShouldBe(ActivityStatusCode.Error);
        span.GetTagItem("error.type").ShouldBe("WRONGTYPE");
        span.GetTagItem("db.response.status_code").ShouldBe("WRONGTYPE");
    }

    [Fact]
    public async Task A_script_that_the_server_has_not_seen_yet_is_no_error()
    {
        using var host = await StartAsync();
        var database = host.Services.GetRequiredService<IConnectionMultiplexer>().GetDatabase();
        ((int)await database.ScriptEvaluateAsync("return 7")).ShouldBe(7);
        _spans.Select(static span => span.DisplayName).ShouldBe(["EVALSHA", "EVAL"]);
        _spans.ShouldAllBe(static span => span.Status == ActivityStatusCode.Unset && span.GetTagItem("error.type") == null);
        _spans.First().GetTagItem("db.response.status_code").ShouldBe("NOSCRIPT");
    }

    [Fact]
    public async Task A_lost_connection_is_an_error_with_the_exceptions_type()
    {
        using var host = await StartAsync(static options => options.BacklogPolicy = BacklogPolicy.FailFast);
        var connection = host.Services.GetRequiredService<IConnectionMultiplexer>();
        await _server.KillAsync();
        await Eventually.IsTrueAsync(() => !connection.IsConnected, because: "the loss is noticed");
        await Should.ThrowAsync<RedisConnectionException>(() => connection.GetDatabase().PingAsync());
        var span = _spans.Single();
        span.Status.ShouldBe(ActivityStatusCode.Error);
        span.GetTagItem("error.type").ShouldBe("StackExchange.Redis.RedisConnectionException");
        span.GetTagItem("db.response.status_code").ShouldBeNull();
    }

    [Fact]
    public async Task Tracing_can_be_left_out()
    {
        using var host = await StartAsync(configureSettings: static settings => settings.DisableTracing = true);
        await host.Services.GetRequiredService<IConnectionMultiplexer>().GetDatabase().PingAsync();
        _spans.ShouldBeEmpty();
    }

    private async Task<IHost> StartAsync(Action<ConfigurationOptions>? configureOptions = null, Action<StackExchangeRedisSettings>? configureSettings = null)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Configuration.AddInMemoryCollection([new("ConnectionStrings:cache", _server.Address)]);
        builder.AddRedisClient("cache", configureSettings, configureOptions);
        builder.Services.AddOpenTelemetry().WithTracing(tracing => tracing.AddProcessor(new SimpleActivityExportProcessor(_spans)));
        var host = builder.Build();
        await host.StartAsync();
        return host;
    }

    private sealed class Spans : BaseExporter<Activity>, IEnumerable<Activity>
    {
        private readonly ConcurrentQueue<Activity> _ended = new();

        public override ExportResult Export(in Batch<Activity> batch)
        {
            foreach (var activity in batch)
            {
                _ended.Enqueue(activity);
            }

            return ExportResult.Success;
        }

        public IEnumerator<Activity> GetEnumerator() => _ended.GetEnumerator();

        System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
