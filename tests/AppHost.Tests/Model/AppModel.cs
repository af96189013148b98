using System.Globalization;
using System.Text;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Testing;

namespace MyArch.AppHost.Tests.Model;

/// <summary>The application model of an environment, made but not started, and its description in text.</summary>
internal static class AppModel
{
    public static Task<IDistributedApplicationTestingBuilder> CreateAsync(string environment, string stateRoot, params string[] settings) =>
        DistributedApplicationTestingBuilder.CreateAsync<Projects.AppHost>([$"--Topology:Environment={environment}", $"--State:Root={stateRoot}", .. settings]);

    /// <summary>A line for each resource: type, name, image, endpoints, volumes, what it waits for, its parent, whether it starts by command only.</summary>
    public static string Describe(IEnumerable<IResource> resources)
    {
        var text = new StringBuilder();
        foreach (var resource in resources)
        {
            text.Append(resource.GetType().Name).Append(' ').Append(resource.Name);
            foreach (var part in Parts(resource))
            {
                text.Append(" | ").Append(part);
            }

            text.Append('\n');
        }

        return text.ToString();
    }

    /// <summary>What a process is told by its environment: texts, and what will have a value when the application runs.</summary>
    public static async Task<Dictionary<string, object>> VariablesOfAsync(IResource resource)
    {
        Dictionary<string, object> variables = [];
        var context = new EnvironmentCallbackContext(new DistributedApplicationExecutionContext(DistributedApplicationOperation.Run), resource, variables);
        foreach (var annotation in resource.Annotations.OfType<EnvironmentCallbackAnnotation>())
        {
            await annotation.Callback(context);
        }

        return variables;
    }

    private static IEnumerable<string> Parts(IResource resource)
    {
        var annotations = resource.Annotations;
        if (annotations.OfType<ContainerImageAnnotation>().LastOrDefault() is { } image)
        {
            yield return $"image {image.Image}:{image.Tag}";
        }

        foreach (var endpoint in annotations.OfType<EndpointAnnotation>())
        {
            yield return $"endpoint {endpoint.Name} {endpoint.UriScheme} {endpoint.Port?.ToString(CultureInfo.InvariantCulture) ?? "any"}{(endpoint.IsProxied ? " proxied" : "")}";
        }

        foreach (var mount in annotations.OfType<ContainerMountAnnotation>().Where(static mount => mount.Type == ContainerMountType.Volume))
        {
            yield return $"volume {mount.Source}";
        }

        foreach (var wait in annotations.OfType<WaitAnnotation>())
        {
            yield return $"waits for {wait.Resource.Name}";
        }

        foreach (var relationship in annotations.OfType<ResourceRelationshipAnnotation>())
        {
            yield return $"{relationship.Type} {relationship.Resource.Name}";
        }

        if (annotations.OfType<ExplicitStartupAnnotation>().Any())
        {
            yield return "explicit start";
        }
    }
}
