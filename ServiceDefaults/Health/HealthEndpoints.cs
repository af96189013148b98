using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace MyArch.ServiceDefaults;

/// <summary>
/// Answers the load balancer's health checks. They tell nothing but 200 or 503, so they need no credentials; they are not traced and not logged.
/// </summary>
/// <remarks>
/// Ready means started and not draining. What instances share (Redis, the database) is left out on purpose: if it is down, all instances would
/// become unready at once, and the load balancer would answer nothing instead of the pages that still work.
/// </remarks>
public static class HealthEndpoints
{
    /// <summary>200 as long as the process answers at all.</summary>
    public const string LivePath = "/health/live";

    /// <summary>200 when the instance has started and is not draining, else 503.</summary>
    public const string ReadyPath = "/health/ready";

    private static readonly string[] Methods = [HttpMethods.Get, HttpMethods.Head];

    /// <summary>Adds what the endpoints ask: whether the instance has started, and whether it drains.</summary>
    public static TBuilder AddHealthEndpoints<TBuilder>(this TBuilder builder)
        where TBuilder : IHostApplicationBuilder
    {
        builder.AddDrainState();
        return builder;
    }

    /// <summary>Maps <see cref="LivePath"/> and <see cref="ReadyPath"/> for GET and HEAD.</summary>
    public static IEndpointRouteBuilder MapHealthEndpoints(this IEndpointRouteBuilder endpoints)
    {
        var drain = endpoints.ServiceProvider.GetRequiredService<DrainState>();
        Map(endpoints, LivePath, static () => true, drain);
        Map(endpoints, ReadyPath, () => drain.IsReady, drain);
        return endpoints;
    }

    private static void Map(IEndpointRouteBuilder endpoints, string path, Func<bool> isHealthy, DrainState drain) =>
        endpoints.MapMethods(path, Methods, (RequestDelegate)(context =>
        {
            var response = context.Response;
            response.StatusCode = isHealthy() ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable;
            response.Headers.CacheControl = "no-store";
            response.ContentLength = 0;
            drain.Apply(context);
            return Task.CompletedTask;
        }))
        .WithMetadata(OriginExempt.Instance)
        .ExcludeFromDescription()
        .DisableHttpMetrics();
}
