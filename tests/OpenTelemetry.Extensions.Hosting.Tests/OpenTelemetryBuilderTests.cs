using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace OpenTelemetry.Extensions.Hosting.Tests;

/// <summary>The hosting package's part in the real SDK: what is registered, when the providers are built, when they end.</summary>
public sealed class OpenTelemetryBuilderTests : IDisposable
{
    private readonly ActivitySource _source = new("Test.Source");
    private readonly Meter _meter = new("Test.Meter");
    private readonly RecordingExporter<Activity> _spans = new(static span => span.DisplayName);
    private readonly RecordingExporter<Metric> _metrics = new(static metric => metric.Name);
    private readonly RecordingExporter<LogRecord> _logs = new(static log => log.FormattedMessage ?? log.Body ?? "");

    public void Dispose()
    {
        _source.Dispose();
        _meter.Dispose();
    }

    [Fact]
    public async Task The_providers_listen_from_the_start_of_the_host_to_its_disposal()
    {
        var builder = CreateBuilder();
        builder.Services.AddOpenTelemetry()
            .WithTracing(tracing => tracing.AddSource(_source.Name).AddProcessor(new SimpleActivityExportProcessor(_spans)))
            .WithMetrics(metrics => metrics.AddMeter(_meter.Name).AddReader(new BaseExportingMetricReader(_metrics)));
        var counter = _meter.CreateCounter<int>("test.count");
        using (var host = builder.Build())
        {
            _source.HasListeners().ShouldBeFalse();
            await host.StartAsync();
            _source.HasListeners().ShouldBeTrue();
            counter.Enabled.ShouldBeTrue();
            using (_source.StartActivity("work"))
            {
                counter.Add(1);
            }

            host.Services.GetRequiredService<MeterProvider>().ForceFlush();
            await host.StopAsync();
        }

        _spans.Items.ShouldBe(["work"]);
        _metrics.Items.ShouldContain("test.count");
        _spans.IsShutDown.ShouldBeTrue();
        _source.HasListeners().ShouldBeFalse();
        counter.Enabled.ShouldBeFalse();
    }

    [Fact]
    public async Task Spans_of_other_hosted_services_are_seen_while_they_start()
    {
        var builder = CreateBuilder();
        builder.Services.AddHostedService(_ => new Worker(_source));
        builder.Services.AddOpenTelemetry()
            .WithTracing(tracing => tracing.AddSource(_source.Name).AddProcessor(new SimpleActivityExportProcessor(_spans)));
        using var host = builder.Build();
        await host.StartAsync();
        _spans.Items.ShouldBe(["start"]);
        await host.StopAsync();
    }

    [Fact]
    public async Task Calls_of_several_libraries_share_one_provider()
    {
        var builder = CreateBuilder();
        builder.Services.AddOpenTelemetry().WithTracing(tracing => tracing.AddProcessor(new SimpleActivityExportProcessor(_spans)));
        builder.Services.AddOpenTelemetry().WithTracing().WithMetrics().WithLogging();
        builder.Services.AddOpenTelemetry().WithTracing(tracing => tracing.AddSource(_source.Name));
        builder.Services.Count(static service => service.ImplementationType?.Name == "TelemetryHostedService").ShouldBe(1);
        using var host = builder.Build();
        await host.StartAsync();
        host.Services.GetServices<TracerProvider>().ShouldHaveSingleItem();
        using (_source.StartActivity("work"))
        {
            // Ended at once.
        }

        _spans.Items.ShouldBe(["work"]);
        await host.StopAsync();
    }

    [Fact]
    public async Task Log_entries_of_the_host_reach_the_logger_provider()
    {
        var builder = CreateBuilder();
        builder.Services.AddOpenTelemetry().WithLogging(
            logging => logging.AddProcessor(new SimpleLogRecordExportProcessor(_logs)), static options => options.IncludeFormattedMessage = true);
        using var host = builder.Build();
        await host.StartAsync();
        Log.Greeting(host.Services.GetRequiredService<ILogger<OpenTelemetryBuilderTests>>(), "world");
        _logs.Items.ShouldContain("Hello world");
        await host.StopAsync();
    }

    [Fact]
    public async Task The_resource_is_that_of_every_signal()
    {
        var builder = CreateBuilder();
        builder.Services.AddOpenTelemetry()
            .ConfigureResource(static resource => resource.AddService("shop"))
            .WithTracing(tracing => tracing.AddProcessor(new SimpleActivityExportProcessor(_spans)))
            .WithMetrics(metrics => metrics.AddReader(new BaseExportingMetricReader(_metrics)))
            .WithLogging(logging => logging.AddProcessor(new SimpleLogRecordExportProcessor(_logs)));
        using var host = builder.Build();
        await host.StartAsync();
        foreach (var resource in (Resource[])[_spans.Resource, _metrics.Resource, _logs.Resource])
        {
            resource.Attributes.ShouldContain(new KeyValuePair<string, object>("service.name", "shop"));
        }

        await host.StopAsync();
    }

    [Fact]
    public async Task A_host_without_any_signal_starts()
    {
        var builder = CreateBuilder();
        builder.Services.AddOpenTelemetry().Services.ShouldBeSameAs(builder.Services);
        using var host = builder.Build();
        await host.StartAsync();
        host.Services.GetService<TracerProvider>().ShouldBeNull();
        await host.StopAsync();
    }

    [Fact]
    public async Task The_sdk_can_be_disabled_by_the_environment()
    {
        var builder = CreateBuilder();
        builder.Configuration.AddInMemoryCollection([new("OTEL_SDK_DISABLED", "true")]);
        builder.Services.AddOpenTelemetry().WithTracing(tracing => tracing.AddSource(_source.Name)).WithMetrics().WithLogging();
        using var host = builder.Build();
        await host.StartAsync();
        _source.HasListeners().ShouldBeFalse();
        await host.StopAsync();
    }

    [Fact]
    public void Missing_arguments_are_refused()
    {
        Should.Throw<ArgumentNullException>(static () => OpenTelemetryServicesExtensions.AddOpenTelemetry(null!));
        var builder = new ServiceCollection().AddOpenTelemetry();
        Should.Throw<ArgumentNullException>(() => builder.WithTracing(null!));
        Should.Throw<ArgumentNullException>(() => builder.WithLogging(null!));
        Should.Throw<ArgumentNullException>(() => builder.ConfigureResource(null!));
    }

    private static HostApplicationBuilder CreateBuilder() => new(new HostApplicationBuilderSettings { DisableDefaults = true });

    private sealed class Worker(ActivitySource source) : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken)
        {
            source.StartActivity("start")?.Dispose();
            return Task.CompletedTask;
        }

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
