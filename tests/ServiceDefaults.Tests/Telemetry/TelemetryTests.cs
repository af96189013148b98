using System.Diagnostics;
using System.Net;
using Microsoft.AspNetCore.Http.Features;

namespace MyArch.ServiceDefaults.Tests.Telemetry;

/// <summary>The real exporter against a real receiver.</summary>
public sealed partial class TelemetryTests : IAsyncLifetime
{
    private const long Server = 2;
    private const long Client = 3;
    private const long Error = 2;

    private static readonly ActivitySource Own = new("MyArch.Test");

    private OtlpReceiver _receiver = null!;

    public async Task InitializeAsync() => _receiver = await OtlpReceiver.StartAsync();

    public async Task DisposeAsync() => await _receiver.DisposeAsync();

    [Fact]
    public async Task A_server_span_has_its_name_route_and_status()
    {
        await using var service = await StartAsync();
        using var response = await service.Client.GetAsync("/items/7?secret=x");
        var span = await _receiver.SpanAsync(static span => span.Kind == Server);
        span.Source.ShouldBe("Microsoft.AspNetCore");
        span.Name.ShouldBe("GET /items/{id:int}");
        span.Status.ShouldBe(0);
        span.Attributes["http.route"].ShouldBe("/items/{id:int}");
        span.Attributes["http.request.method"].ShouldBe("GET");
        span.Attributes["http.response.status_code"].ShouldBe(200L);
        span.Attributes["url.path"].ShouldBe("/items/7");
        span.Attributes["url.scheme"].ShouldBe("http");
        span.Attributes["server.address"].ShouldBe("127.0.0.1");
        span.Attributes.ShouldNotContainKey("error.type");
        span.Attributes.Values.ShouldNotContain(static value => value.ToString()!.Contains("secret", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("/boom", "GET /boom", 500L, "System.InvalidOperationException")]
    [InlineData("/unavailable", "GET /unavailable", 503L, "503")]
    public async Task A_failed_request_is_an_error_in_its_span(string path, string name, long status, string error)
    {
        await using var service = await StartAsync();
        using var response = await service.Client.GetAsync(path);
        var span = await _receiver.SpanAsync(static span => span.Kind == Server);
        span.Name.ShouldBe(name);
        span.Status.ShouldBe(Error);
        span.Attributes["http.response.status_code"].ShouldBe(status);
        span.Attributes["error.type"].ShouldBe(error);
    }

    [Theory]
    [InlineData("/nowhere", "GET", 404L, TestService.Secret)]
    [InlineData("/items/7", "GET /items/{id:int}", 403L, "wrong")]
    public async Task A_mistake_of_the_client_is_no_error(string path, string name, long status, string secret)
    {
        await using var service = await StartAsync();
        service.Client.DefaultRequestHeaders.Remove(OriginVerification.Header);
        service.Client.DefaultRequestHeaders.Add(OriginVerification.Header, secret);
        using var response = await service.Client.GetAsync(path);
        var span = await _receiver.SpanAsync(static span => span.Kind == Server);
        span.Name.ShouldBe(name);
        span.Status.ShouldBe(0);
        span.Attributes["http.response.status_code"].ShouldBe(status);
    }

    [Fact]
    public async Task A_span_has_few_names_whatever_clients_send()
    {
        await using var service = await StartAsync();
        using var request = new HttpRequestMessage(new HttpMethod("BREW"), "/items/7");
        using var response = await service.Client.SendAsync(request);
        var span = await _receiver.SpanAsync(static span => span.Kind == Server);
        span.Name.ShouldStartWith("HTTP");
        span.Attributes["http.request.method"].ShouldBe("_OTHER");
    }

    [Fact]
    public async Task A_name_that_the_service_gave_is_kept()
    {
        await using var service = await StartAsync();
        using var response = await service.Client.GetAsync("/named");
        (await _receiver.SpanAsync(static span => span.Kind == Server)).Name.ShouldBe("my own name");
    }

    [Fact]
    public async Task A_trace_is_continued_through_the_service()
    {
        await using var service = await StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/calls");
        request.Headers.Add("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
        using var response = await service.Client.SendAsync(request);

        var outer = await _receiver.SpanAsync(static span => span.Name == "GET /calls");
        outer.TraceId.ShouldBe("0af7651916cd43dd8448eb211c80319c");
        outer.ParentId.ShouldBe("b7ad6b7169203331");
        var own = await _receiver.SpanAsync(static span => span.Source == "MyArch.Test");
        own.ParentId.ShouldBe(outer.SpanId);
        var call = await _receiver.SpanAsync(static span => span.Kind == Client);
        call.ParentId.ShouldBe(own.SpanId);
        var inner = await _receiver.SpanAsync(static span => span.Name == "GET /items/{id:int}");
        inner.ParentId.ShouldBe(call.SpanId);
        inner.TraceId.ShouldBe(outer.TraceId);
    }

    [Fact]
    public async Task A_parent_that_was_not_sampled_is_obeyed()
    {
        await using var service = await StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/items/1");
        request.Headers.Add("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00");
        using var unsampled = await service.Client.SendAsync(request);
        using var sampled = await service.Client.GetAsync("/items/2");
        await _receiver.SpanAsync(static span => span.Attributes["url.path"] is "/items/2");
        _receiver.Spans.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Health_checks_leave_no_spans_behind()
    {
        await using var service = await StartAsync();
        foreach (var path in (string[])[HealthEndpoints.LivePath, HealthEndpoints.ReadyPath])
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path);
            // Also when the prober is traced.
            request.Headers.Add("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
            using var response = await service.Client.SendAsync(request);
            response.StatusCode.ShouldBe(HttpStatusCode.OK);
        }

        using var last = await service.Client.GetAsync("/items/1");
        await _receiver.SpanAsync(static span => span.Kind == Server);
        _receiver.Spans.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Every_signal_carries_the_resource_of_the_environment()
    {
        await using var service = await StartAsync();
        using var response = await service.Client.GetAsync("/items/1");
        var span = await _receiver.SpanAsync(static span => span.Kind == Server);
        span.Resource["service.name"].ShouldBe("time-a1");
        span.Resource["service.namespace"].ShouldBe("time");
        span.Resource["cloud.availability_zone"].ShouldBe("a");
        _receiver.Requests.ShouldContain("/v1/traces application/x-protobuf key");
    }

    [Fact]
    public async Task Metrics_of_the_server_the_runtime_and_the_service_arrive()
    {
        await using var service = await StartAsync();
        using var response = await service.Client.GetAsync("/calls");
        using var health = await service.Client.GetAsync(HealthEndpoints.ReadyPath);
        foreach (var name in (string[])["http.server.request.duration", "kestrel.active_connections", "dotnet.gc.collections", "http.client.request.duration", "myarch.test.calls", "otel.sdk.processor.span.processed"])
        {
            await Eventually.IsTrueAsync(() => _receiver.Metrics.Any(metric => metric.Name == name), because: $"{name} has arrived");
        }

        _receiver.Metrics.Where(static metric => metric.Name == "http.server.request.duration")
            .ShouldAllBe(static metric => !metric.Attributes["http.route"].ToString()!.StartsWith("/health"));
    }

    [Fact]
    public async Task Log_entries_arrive_with_the_trace_they_belong_to()
    {
        await using var service = await StartAsync();
        using var response = await service.Client.GetAsync("/boom");
        var span = await _receiver.SpanAsync(static span => span.Kind == Server);
        await Eventually.IsTrueAsync(() => _receiver.Logs.Any(log => log.TraceId == span.TraceId));
        var log = _receiver.Logs.Single(log => log.TraceId == span.TraceId);
        log.Attributes["exception.type"].ShouldBe("InvalidOperationException");
    }

    [Fact]
    public async Task Spans_that_a_full_queue_drops_are_counted()
    {
        _receiver.Pause = new TaskCompletionSource();
        await using var service = await StartAsync(new("OTEL_BSP_MAX_QUEUE_SIZE", "2"), new("OTEL_BSP_MAX_EXPORT_BATCH_SIZE", "1"));
        for (var i = 0; i < 20; i++)
        {
            using var response = await service.Client.GetAsync("/items/1");
        }

        _receiver.Pause.SetResult();
        _receiver.Pause = null;
        await Eventually.IsTrueAsync(
            () => _receiver.Metrics.Any(static metric =>
                metric is { Name: "otel.sdk.processor.span.processed", Value: > 0 } && metric.Attributes.GetValueOrDefault("error.type") is "queue_full"));
    }

    [Fact]
    public async Task The_last_spans_are_sent_when_the_service_stops()
    {
        var service = await StartAsync(new("OTEL_BSP_SCHEDULE_DELAY", "60000"), new("Drain:Delay", "00:00:00"));
        using var response = await service.Client.GetAsync("/items/1");
        await service.StopAsync();
        await service.DisposeAsync();
        await _receiver.SpanAsync(static span => span.Kind == Server);
        _receiver.Spans.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Without_an_endpoint_nothing_listens()
    {
        await using var service = await TestService.StartAsync(Map, configure: static builder =>
        {
            builder.AddTelemetrySources(Own.Name);
            builder.AddTelemetryMeters(TestMetrics.MeterName);
            // What a client library does on its own.
            builder.Services.AddOpenTelemetry().WithTracing(static tracing => tracing.AddSource("MyArch.Test")).WithMetrics(static metrics => metrics.AddMeter(TestMetrics.MeterName));
        });
        using var response = await service.Client.GetAsync("/calls");
        Own.HasListeners().ShouldBeFalse();
        TestMetrics.Calls.Enabled.ShouldBeFalse();
        Activity.Current.ShouldBeNull();
    }

    [Theory]
    [InlineData("grpc", false)]
    [InlineData("http/protobuf", true)]
    public async Task The_protocol_of_the_environment_is_obeyed(string protocol, bool arrives)
    {
        var service = await StartAsync(new("OTEL_EXPORTER_OTLP_PROTOCOL", protocol), new("Drain:Delay", "00:00:00"));
        using var response = await service.Client.GetAsync("/items/1");
        await service.StopAsync();
        await service.DisposeAsync();
        if (arrives)
        {
            await _receiver.SpanAsync(static span => span.Kind == Server);
            return;
        }

        // The receiver speaks HTTP/1.1 without TLS only, which gRPC cannot use.
        _receiver.Spans.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("always_off", null, 0)]
    [InlineData("parentbased_traceidratio", "0", 0)]
    [InlineData("parentbased_always_on", null, 1)]
    public async Task The_sampler_of_the_environment_is_obeyed(string sampler, string? argument, int spans)
    {
        var service = await StartAsync(new("OTEL_TRACES_SAMPLER", sampler), new("OTEL_TRACES_SAMPLER_ARG", argument), new("Drain:Delay", "00:00:00"));
        using var response = await service.Client.GetAsync("/items/1");
        await service.StopAsync();
        await service.DisposeAsync();
        await Eventually.IsTrueAsync(() => _receiver.Spans.Count >= spans);
        _receiver.Spans.Count.ShouldBe(spans);
    }

    private static void Map(WebApplication app)
    {
        app.MapGet("/items/{id:int}", static (int id) => TypedResults.Ok(id));
        app.MapGet("/named", static (HttpContext context) =>
        {
            context.Features.GetRequiredFeature<IHttpActivityFeature>().Activity.DisplayName = "my own name";
            return TypedResults.Ok();
        });
        app.MapGet("/boom", static string () => throw new InvalidOperationException("boom"));
        app.MapGet("/unavailable", static () => TypedResults.StatusCode(StatusCodes.Status503ServiceUnavailable));
        app.MapGet("/calls", static async (HttpContext context, IHttpClientFactory clients, CancellationToken cancellationToken) =>
        {
            using var span = Own.StartActivity("own");
            TestMetrics.Calls.Add(1);
            using var client = clients.CreateClient();
            client.DefaultRequestHeaders.Add(OriginVerification.Header, TestService.Secret);
            return await client.GetStringAsync(new Uri($"http://{context.Request.Host}/items/1"), cancellationToken);
        });
    }

    private static IEnumerable<KeyValuePair<string, string?>> Settings(Uri receiver) =>
    [
        new("OTEL_EXPORTER_OTLP_ENDPOINT", receiver.AbsoluteUri),
        new("OTEL_EXPORTER_OTLP_HEADERS", "x-test=key"),
        new("OTEL_SERVICE_NAME", "time-a1"),
        new("OTEL_RESOURCE_ATTRIBUTES", "service.namespace=time,cloud.availability_zone=a"),
        new("OTEL_METRIC_EXPORT_INTERVAL", "200"),
        new("OTEL_BSP_SCHEDULE_DELAY", "50"),
        new("OTEL_BLRP_SCHEDULE_DELAY", "50"),
    ];

    private Task<TestService> StartAsync(params KeyValuePair<string, string?>[] settings) => TestService.StartAsync(
        Map,
        settings.Concat(Settings(_receiver.Address)).DistinctBy(static setting => setting.Key),
        static builder =>
        {
            builder.AddTelemetrySources(Own.Name);
            builder.AddTelemetryMeters(TestMetrics.MeterName);
        });
}
