using System.Diagnostics.Metrics;
using Aspire.Hosting.Dashboard.Hosting;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;

namespace Aspire.Hosting.Dashboard.Tests.Otlp.Metrics;

/// <summary>A process' metrics, sent by the .NET SDK's own exporter when a test says so.</summary>
internal sealed class RealSender : IDisposable
{
    private readonly MeterProvider _provider;

    public RealSender(DashboardSettings settings, string resource, MetricReaderTemporalityPreference temporality, Action<MeterProviderBuilder>? configure = null)
    {
        Meter = new Meter($"Tests.{resource}");
        var exporter = new OtlpMetricExporter(new OtlpExporterOptions
        {
            Endpoint = new Uri(settings.OtlpAddress, "v1/metrics"),
            Protocol = OtlpExportProtocol.HttpProtobuf,
            Headers = $"x-otlp-api-key={settings.OtlpApiKey}",
        });
        var builder = Sdk.CreateMeterProviderBuilder()
            .ConfigureResource(resources => resources.Clear().AddService(resource, serviceInstanceId: "1"))
            .AddMeter(Meter.Name);
        configure?.Invoke(builder);
        // Never by itself.
        _provider = builder
            .AddReader(new PeriodicExportingMetricReader(exporter, Timeout.Infinite) { TemporalityPreference = temporality })
            .Build();
    }

    public Meter Meter { get; }

    public void Send() => _provider.ForceFlush().ShouldBeTrue("The exporter could not send.");

    public void Dispose()
    {
        _provider.Dispose();
        Meter.Dispose();
    }
}
