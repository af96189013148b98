using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace MyArch.ServiceDefaults;

/// <summary>Registers the default of outgoing HTTP calls.</summary>
public static class ResilienceRegistration
{
    /// <summary>
    /// Gives every client of <see cref="IHttpClientFactory"/> a total timeout, and every attempt a timeout, retries of safe methods and the circuit
    /// breaker of its host. See <see cref="ResilienceOptions"/>.
    /// </summary>
    public static TBuilder AddResilientHttpClient<TBuilder>(this TBuilder builder)
        where TBuilder : IHostApplicationBuilder
    {
        if (builder.Services.Any(static service => service.ServiceType == typeof(ResiliencePipelines)))
        {
            // A second handler in each client would repeat the repetitions.
            return builder;
        }

        builder.AddValidatedOptions<TBuilder, ResilienceOptions>(ResilienceOptions.Section);
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.TryAddSingleton<ResilienceMetrics>();
        builder.Services.AddSingleton<ResiliencePipelines>();
        builder.Services.TryAddTransient<ResilienceHandler>();
        builder.Services.ConfigureHttpClientDefaults(static http => http
            .ConfigureHttpClient(static (services, client) => client.Timeout = services.GetRequiredService<IOptions<ResilienceOptions>>().Value.TotalTimeout)
            .AddHttpMessageHandler<ResilienceHandler>());
        return builder;
    }
}
