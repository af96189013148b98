using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace MyArch.ServiceDefaults;

/// <summary>Sends traces, metrics and logs to the OTLP endpoint that the environment names, or does nothing at all if it names none.</summary>
public static class TelemetryRegistration
{
    /// <summary>
    /// Adds OpenTelemetry for the runtime's own sources and meters. It is configured by the standard variables: nothing is collected unless
    /// <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> is set; <c>OTEL_EXPORTER_OTLP_PROTOCOL</c> is <c>http/protobuf</c> unless set.
    /// </summary>
    public static TBuilder AddTelemetry<TBuilder>(this TBuilder builder)
        where TBuilder : IHostApplicationBuilder
    {
        if (builder.Services.Any(static service => service.ServiceType == typeof(TelemetryMarker)))
        {
            return builder;
        }

        builder.Services.AddSingleton(new TelemetryMarker());
        TelemetryConfiguration.AddDefaults(builder.Configuration);
        builder.AddValidatedOptions<OtlpOptions>(builder.Configuration, path: "");
        builder.AddValidatedOptions<TBuilder, TraceLimitOptions>(TraceLimitOptions.Section);
        if (!TelemetryConfiguration.IsExported(builder.Configuration))
        {
            return builder;
        }

        // Without this the server span has no tags at all, and the sampler could not tell health checks from requests.
        AppContext.SetSwitch("Microsoft.AspNetCore.Hosting.SuppressActivityOpenTelemetryData", isEnabled: false);
        builder.Services.AddOpenTelemetry()
            .WithTracing(tracing => tracing
                .AddSource(TelemetryConfiguration.Sources)
                .SetSampler(services => new HealthRequestSampler(new TraceLimitSampler(
                    ConfiguredSampler.Create(builder.Configuration),
                    services.GetRequiredService<IOptions<TraceLimitOptions>>().Value.MaxTracesPerSecond,
                    services.GetRequiredService<TimeProvider>()))))
            .WithMetrics(static metrics => metrics.AddMeter(TelemetryConfiguration.Meters))
            .WithLogging(configureBuilder: null, static logging => logging.IncludeFormattedMessage = logging.IncludeScopes = true)
            .UseOtlpExporter();
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.AddHostedService<TelemetryShutdown>();
        return builder;
    }

    /// <summary>Lets the activity sources of these names be exported; costs nothing when telemetry is off.</summary>
    public static IHostApplicationBuilder AddTelemetrySources(this IHostApplicationBuilder builder, params string[] names)
    {
        builder.Services.ConfigureOpenTelemetryTracerProvider(tracing => tracing.AddSource(names));
        return builder;
    }

    /// <summary>Lets the meters of these names be exported; costs nothing when telemetry is off.</summary>
    public static IHostApplicationBuilder AddTelemetryMeters(this IHostApplicationBuilder builder, params string[] names)
    {
        builder.Services.ConfigureOpenTelemetryMeterProvider(metrics => metrics.AddMeter(names));
        return builder;
    }

    /// <summary>Completes the server span of every request with its name, route, status and error. Belongs in front of all other middleware.</summary>
    public static IApplicationBuilder UseTelemetry(this IApplicationBuilder app) =>
        TelemetryConfiguration.IsExported(app.ApplicationServices.GetRequiredService<IConfiguration>()) ? app.UseMiddleware<ServerSpanMiddleware>() : app;

    /// <summary>Says that telemetry was added to these services.</summary>
    private sealed class TelemetryMarker;
}
