using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Engine.Health;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Aspire.Hosting;

public static partial class ResourceBuilderExtensions
{
    /// <summary>Adds a health check that is registered under this key in <see cref="IDistributedApplicationBuilder.Services"/>.</summary>
    public static IResourceBuilder<T> WithHealthCheck<T>(this IResourceBuilder<T> builder, string key)
        where T : IResource
    {
        ArgumentException.ThrowIfNullOrEmpty(key);
        return builder.Resource.Annotations.OfType<HealthCheckAnnotation>().Any(a => a.Key == key)
            ? throw new DistributedApplicationException($"The resource '{builder.Resource.Name}' already has a health check with key '{key}'.")
            : builder.WithAnnotation(new HealthCheckAnnotation(key));
    }

    /// <summary>The resource is healthy while a GET is answered with a status code.</summary>
    /// <param name="builder">The resource.</param>
    /// <param name="path">The path to ask for; <c>/</c> by default.</param>
    /// <param name="statusCode">The status code of a healthy answer; 200 by default.</param>
    /// <param name="endpointName">The endpoint to ask; by default the first of http and https that there is.</param>
    public static IResourceBuilder<T> WithHttpHealthCheck<T>(this IResourceBuilder<T> builder, string? path = null, int? statusCode = null, string? endpointName = null)
        where T : IResourceWithEndpoints => builder.WithHttpHealthCheck(() => Choose(builder, endpointName), path, statusCode);

    /// <inheritdoc cref="WithHttpHealthCheck{T}(IResourceBuilder{T}, string?, int?, string?)" />
    public static IResourceBuilder<T> WithHttpHealthCheck<T>(this IResourceBuilder<T> builder, Func<EndpointReference>? endpointSelector, string? path = null, int? statusCode = null)
        where T : IResourceWithEndpoints
    {
        ArgumentNullException.ThrowIfNull(builder);
        var endpoint = (endpointSelector ?? (() => Choose(builder, endpointName: null)))();
        if (!endpoint.Exists || !(endpoint.IsHttp || endpoint.IsHttps))
        {
            throw new DistributedApplicationException(
                $"The HTTP health check of resource '{builder.Resource.Name}' needs an http or https endpoint, and '{endpoint.EndpointName}' is none. Add the endpoint first.");
        }

        var (route, expected) = (path ?? "/", statusCode ?? 200);
        var key = $"{builder.Resource.Name}_{endpoint.EndpointName}_{route}_{expected}_check";
        builder.ApplicationBuilder.Services.AddHealthChecks().Add(new HealthCheckRegistration(
            key, _ => new HttpEndpointHealthCheck(endpoint, route, expected), failureStatus: null, tags: null));
        return builder.WithHealthCheck(key);
    }

    private static EndpointReference Choose<T>(IResourceBuilder<T> builder, string? endpointName)
        where T : IResourceWithEndpoints
    {
        var names = endpointName is null ? ["https", "http"] : new[] { endpointName };
        return names.Select(builder.GetEndpoint).FirstOrDefault(e => e.Exists) ?? builder.GetEndpoint(names[^1]);
    }
}
