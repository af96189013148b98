using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace MyArch.AppHost.LocalAws;

/// <summary>A DynamoDB endpoint on this machine.</summary>
internal static class DynamoDbBuilderExtensions
{
    private const string DataPath = "/home/dynamodblocal/data";

    /// <summary>Adds the endpoint, with its tables in a named volume.</summary>
    public static IResourceBuilder<ContainerResource> AddDynamoDb(this IDistributedApplicationBuilder builder, [ResourceName] string name, string volume)
    {
        // The image's own user may not write to a new volume.
        var endpoint = builder.AddContainer(name, "amazon/dynamodb-local", ContainerImageTags.DynamoDb)
            .WithHttpEndpoint(targetPort: 8000, name: "http")
            .WithVolume(volume, DataPath)
            .WithContainerRuntimeArgs("--user", "root")
            .WithArgs("-jar", "DynamoDBLocal.jar", "-sharedDb", "-dbPath", DataPath);
        var healthCheck = $"{name}_check";
        var http = new HttpClient { Timeout = TimeSpan.FromSeconds(3) };
        builder.Services.AddHealthChecks().Add(
            new HealthCheckRegistration(healthCheck, _ => new AwsEndpointHealthCheck(endpoint.GetEndpoint("http"), http), failureStatus: null, tags: null));
        return endpoint.WithHealthCheck(healthCheck);
    }

    /// <summary>Points the AWS SDK in a service at the endpoint, by the SDK's own variables. Any credential is accepted there.</summary>
    public static IResourceBuilder<T> WithDynamoDb<T>(this IResourceBuilder<T> service, IResourceBuilder<ContainerResource> endpoint)
        where T : IResourceWithEnvironment => service
            .WithEnvironment("AWS_ENDPOINT_URL_DYNAMODB", endpoint.GetEndpoint("http"))
            .WithEnvironment("AWS_REGION", "us-east-1")
            .WithEnvironment("AWS_ACCESS_KEY_ID", "local")
            .WithEnvironment("AWS_SECRET_ACCESS_KEY", "local");
}
