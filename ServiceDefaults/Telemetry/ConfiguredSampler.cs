using System.Globalization;
using Microsoft.Extensions.Configuration;
using OpenTelemetry.Trace;

namespace MyArch.ServiceDefaults;

/// <summary>
/// The sampler that <c>OTEL_TRACES_SAMPLER</c> and <c>OTEL_TRACES_SAMPLER_ARG</c> name. The SDK reads them only when no sampler is set in code, and
/// <see cref="HealthRequestSampler"/> is.
/// </summary>
internal static class ConfiguredSampler
{
    /// <summary>The named sampler; <c>parentbased_always_on</c>, the default of OpenTelemetry, for an unknown name, as its specification asks.</summary>
    public static Sampler Create(IConfiguration configuration)
    {
        var argument = configuration["OTEL_TRACES_SAMPLER_ARG"];
        return configuration["OTEL_TRACES_SAMPLER"] switch
        {
            "always_on" => new AlwaysOnSampler(),
            "always_off" => new AlwaysOffSampler(),
            "traceidratio" => Ratio(argument),
            "parentbased_always_off" => new ParentBasedSampler(new AlwaysOffSampler()),
            "parentbased_traceidratio" => new ParentBasedSampler(Ratio(argument)),
            _ => new ParentBasedSampler(new AlwaysOnSampler()),
        };
    }

    private static TraceIdRatioBasedSampler Ratio(string? argument) =>
        new(double.TryParse(argument, NumberStyles.Float, CultureInfo.InvariantCulture, out var ratio) && ratio is >= 0 and <= 1 ? ratio : 1);
}
