using MyArch.ServiceDefaults;

namespace MyArch.Time;

/// <summary>What the service registers: the zones, the clock that reads them, and the streams with the ticker that drives them.</summary>
internal static class TimeServices
{
    /// <summary>Adds the service, with its options from the section <see cref="TimeOptions.Section"/>.</summary>
    public static IHostApplicationBuilder AddTime(this IHostApplicationBuilder builder)
    {
        builder.AddValidatedOptions<TimeOptions>(TimeOptions.Section);
        builder.AddTelemetryMeters(TimeMetrics.MeterName);
        builder.Services.ConfigureHttpJsonOptions(json => json.SerializerOptions.TypeInfoResolverChain.Insert(0, TimeContracts.Default));
        builder.Services.AddSingleton(_ => TimeZones.FromSystem());
        builder.Services.AddSingleton<WorldClock>();
        builder.Services.AddSingleton<TimeMetrics>();
        builder.Services.AddSingleton<TimeStreams>();
        builder.Services.AddSingleton<SecondTicker>();
        builder.Services.AddHostedService(services => services.GetRequiredService<SecondTicker>());
        return builder;
    }
}
