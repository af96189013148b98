using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace MyArch.ServiceDefaults;

/// <summary>What every service that stands behind the load balancer gets, as one call before and two calls after the app is built.</summary>
public static class ServiceDefaultsRegistration
{
    /// <summary>
    /// Adds all of the defaults: telemetry, problem responses, strict request bodies, instance identity, origin verification, health endpoints,
    /// drain and resilient HTTP clients. Each of them can also be used alone, as the gateway does.
    /// </summary>
    public static TBuilder AddServiceDefaults<TBuilder>(this TBuilder builder)
        where TBuilder : IHostApplicationBuilder
    {
        builder.Services.Configure<KestrelServerOptions>(static options =>
        {
            options.AddServerHeader = false;
            // Two for each: the client's, and one for what the service itself opens to answer it. More than that are closed, which is better than a process that ends.
            options.Limits.MaxConcurrentConnections = OpenFileLimit.Bound(int.MaxValue, descriptors: 2);
        });
        return builder
            .AddTelemetry()
            .AddProblemResponses()
            .AddStrictJson()
            .AddInstanceIdentity()
            .AddOriginVerification()
            .AddHealthEndpoints()
            .AddDrain()
            .AddResilientHttpClient();
    }

    /// <summary>
    /// Puts the middleware of the defaults in front of whatever the service adds after it. Throws
    /// <see cref="Microsoft.Extensions.Options.OptionsValidationException"/> if any registered options are invalid.
    /// </summary>
    public static WebApplication UseServiceDefaults(this WebApplication app)
    {
        // Order matters: spans see the final status, the identity headers are on every answer, problems are written for whatever comes after.
        app.ValidateOptions()
            .UseTelemetry()
            .UseInstanceIdentity()
            .UseDrain()
            .UseOnePieceResponses()
            .UseProblemResponses()
            .UseOriginVerification();
        return app;
    }

    /// <summary>Maps the endpoints that every service has: <see cref="HealthEndpoints.LivePath"/> and <see cref="HealthEndpoints.ReadyPath"/>.</summary>
    public static IEndpointRouteBuilder MapDefaultEndpoints(this IEndpointRouteBuilder endpoints) => endpoints.MapHealthEndpoints();
}
