using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting;

public static partial class ResourceBuilderExtensions
{
    /// <summary>
    /// Gives the resource the connection string of another, as <c>ConnectionStrings__name</c>, and its parts, as <c>NAME_HOST</c> and so on.
    /// It is the resource's own connection string: an administrator's, where the resource has only one account.
    /// </summary>
    /// <param name="builder">The resource that connects.</param>
    /// <param name="source">The resource that it connects to.</param>
    /// <param name="connectionName">The connection string's name; the resource's by default.</param>
    /// <param name="optional">Whether a missing connection string is no error.</param>
    public static IResourceBuilder<TDestination> WithReference<TDestination>(
        this IResourceBuilder<TDestination> builder, IResourceBuilder<IResourceWithConnectionString> source, string? connectionName = null, bool optional = false)
        where TDestination : IResourceWithEnvironment
    {
        ArgumentNullException.ThrowIfNull(source);
        var resource = source.Resource;
        var name = connectionName ?? resource.Name;
        return builder.WithReferenceRelationship(resource).WithEnvironment(context =>
        {
            context.EnvironmentVariables[resource.ConnectionStringEnvironmentVariable ?? $"ConnectionStrings__{name}"] = new ConnectionStringReference(resource, optional);
            var prefix = name.Length == 0 ? "" : $"{EnvironmentVariableName.Encode(name).ToUpperInvariant()}_";
            var added = resource.Annotations.OfType<ConnectionPropertyAnnotation>().Select(p => KeyValuePair.Create(p.Name, p.Value));
            foreach (var (property, value) in resource.GetConnectionProperties().Concat(added))
            {
                context.EnvironmentVariables[$"{prefix}{property.ToUpperInvariant()}"] = value;
            }
        });
    }

    /// <summary>Gives the resource the addresses of another, for service discovery: <c>services__name__endpoint__0</c> and <c>NAME_ENDPOINT</c>.</summary>
    public static IResourceBuilder<TDestination> WithReference<TDestination>(this IResourceBuilder<TDestination> builder, IResourceBuilder<IResourceWithServiceDiscovery> source)
        where TDestination : IResourceWithEnvironment => GiveEndpoints(builder, source.Resource, endpointName: null);

    /// <summary>Gives the resource the address of one endpoint, for service discovery.</summary>
    public static IResourceBuilder<TDestination> WithReference<TDestination>(this IResourceBuilder<TDestination> builder, EndpointReference endpointReference)
        where TDestination : IResourceWithEnvironment
    {
        ArgumentNullException.ThrowIfNull(endpointReference);
        return GiveEndpoints(builder, endpointReference.Resource, endpointReference.EndpointName);
    }

    /// <summary>Gives the resource a fixed address, for service discovery: <c>services__name__default__0</c>.</summary>
    /// <exception cref="InvalidOperationException">The address is relative, or names more than a host.</exception>
    public static IResourceBuilder<TDestination> WithReference<TDestination>(this IResourceBuilder<TDestination> builder, string name, Uri uri)
        where TDestination : IResourceWithEnvironment
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(uri);
        return !uri.IsAbsoluteUri || uri.AbsolutePath != "/"
            ? throw new InvalidOperationException($"The address '{uri}' of '{name}' must be absolute and have no path.")
            : builder.WithEnvironment($"services__{name}__default__0", uri.ToString());
    }

    private static IResourceBuilder<T> GiveEndpoints<T>(IResourceBuilder<T> builder, IResourceWithEndpoints source, string? endpointName)
        where T : IResourceWithEnvironment
    {
        var given = builder.Resource.Annotations.OfType<EndpointReferenceAnnotation>().SingleOrDefault(a => a.Resource == source);
        if (given is null)
        {
            given = new EndpointReferenceAnnotation(source);
            builder.WithAnnotation(given).WithEnvironment(context => AddServiceDiscovery(context, given));
        }

        if (endpointName is null)
        {
            given.UseAllEndpoints = true;
        }
        else
        {
            given.EndpointNames.Add(endpointName);
        }

        return builder.WithReferenceRelationship(source);
    }

    private static void AddServiceDiscovery(EnvironmentCallbackContext context, EndpointReferenceAnnotation given)
    {
        foreach (var endpoint in given.Resource.GetEndpoints())
        {
            if (!given.EndpointNames.Contains(endpoint.EndpointName) && (!given.UseAllEndpoints || endpoint.ExcludeReferenceEndpoint))
            {
                continue;
            }

            var variable = $"{EnvironmentVariableName.Encode(given.Resource.Name)}_{EnvironmentVariableName.Encode(endpoint.EndpointName)}";
            context.EnvironmentVariables[variable.ToUpperInvariant()] = endpoint;

            var isNamedAfterScheme = endpoint.EndpointName.Equals("http", StringComparison.OrdinalIgnoreCase)
                || endpoint.EndpointName.Equals("https", StringComparison.OrdinalIgnoreCase);
            var key = isNamedAfterScheme ? endpoint.Scheme : endpoint.EndpointName;
            var index = 0;
            while (context.EnvironmentVariables.ContainsKey($"services__{given.Resource.Name}__{key}__{index}"))
            {
                index++;
            }

            context.EnvironmentVariables[$"services__{given.Resource.Name}__{key}__{index}"] = endpoint;
        }
    }
}
