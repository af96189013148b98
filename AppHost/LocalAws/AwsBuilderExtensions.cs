using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;
using MyArch.CloudDefaults.Aws;

namespace MyArch.AppHost.LocalAws;

/// <summary>Adds SQS and S3 to the application.</summary>
internal static partial class AwsBuilderExtensions
{
    private const string DataPath = "/data";

    /// <summary>
    /// Adds SQS and S3: an endpoint on this machine, durable in a named volume, or with <c>Aws:UseLocal=false</c> the region that the configuration names. Queues and buckets are added to
    /// the result; the local ones are made when the endpoint is ready.
    /// </summary>
    /// <param name="builder">The application.</param>
    /// <param name="name">The resource's name.</param>
    /// <param name="volume">The volume with messages and objects.</param>
    /// <exception cref="StartupException"><c>Aws:UseLocal</c> is neither true nor false, or is false and <c>Aws:Region</c> is missing.</exception>
    public static IResourceBuilder<IAwsResource> AddAws(this IDistributedApplicationBuilder builder, [ResourceName] string name, string volume)
    {
        var options = new AwsOptions(builder.Configuration);
        return options.UseLocal ? builder.AddLocalAws(name, volume) : builder.AddRemoteAws(name, options);
    }

    /// <summary>Gives a service the AWS SDK's own variables for what it refers to.</summary>
    /// <param name="service">The service.</param>
    /// <param name="resource">The queue or bucket.</param>
    /// <param name="sdkService">What the SDK calls the AWS service.</param>
    internal static IResourceBuilder<T> WithAws<T>(this IResourceBuilder<T> service, IAwsChildResource resource, string sdkService)
        where T : IResourceWithEnvironment => service
            .WithEnvironment(context =>
            {
                foreach (var (variable, value) in resource.Parent.VariablesFor(sdkService))
                {
                    context.EnvironmentVariables[variable] = value;
                }
            })
            .WithReferenceRelationship(resource);

    /// <summary>Adds a queue or bucket to its parent, with a health check that looks whether it is there.</summary>
    internal static IResourceBuilder<T> AddChild<T>(this IResourceBuilder<IAwsResource> aws, T child, string type, params IEnumerable<ResourcePropertySnapshot> properties)
        where T : IAwsChildResource
    {
        aws.Resource.Children.Add(child);
        var healthCheck = $"{child.Name}_check";
        aws.ApplicationBuilder.Services.AddHealthChecks().Add(
            new HealthCheckRegistration(healthCheck, _ => new AwsChildHealthCheck(child), failureStatus: null, tags: null));
        return aws.ApplicationBuilder.AddResource(child)
            .WithInitialState(new CustomResourceSnapshot
            {
                ResourceType = type,
                State = aws.Resource is RemoteAwsResource ? new ResourceStateSnapshot(KnownResourceStates.Running, KnownResourceStateStyles.Success) : KnownResourceStates.NotStarted,
                Properties = [.. properties],
            })
            .WithHealthCheck(healthCheck)
            .ExcludeFromManifest();
    }

    private static IResourceBuilder<IAwsResource> AddLocalAws(this IDistributedApplicationBuilder builder, string name, string volume)
    {
        var aws = new LocalAwsResource(name);
        var healthCheck = $"{name}_check";
        var http = new HttpClient { Timeout = TimeSpan.FromSeconds(3) };
        builder.Services.AddHealthChecks().Add(
            new HealthCheckRegistration(healthCheck, _ => new AwsEndpointHealthCheck(aws.Endpoint, http), failureStatus: null, tags: null));

        // Objects are in the same database as messages: as files of their own they would not survive a kill in the middle of a write.
        return builder.AddResource(aws)
            .WithImage(LocalAwsImageTags.Image, LocalAwsImageTags.Tag)
            .WithHttpEndpoint(targetPort: LocalAwsResource.TargetPort, name: LocalAwsResource.EndpointName)
            .WithEnvironment("FAUXQS_PERSISTENCE", "true")
            .WithEnvironment("FAUXQS_LOGGER", "false")
            .WithVolume(volume, DataPath)
            .WithHealthCheck(healthCheck)
            .OnResourceReady(static (aws, ready, cancellationToken) => EnsureChildrenAsync(aws, ready.Services, cancellationToken));
    }

    private static IResourceBuilder<IAwsResource> AddRemoteAws(this IDistributedApplicationBuilder builder, string name, AwsOptions options) =>
        builder.AddResource(new RemoteAwsResource(name, options))
            .WithInitialState(new CustomResourceSnapshot
            {
                ResourceType = "Aws",
                State = new ResourceStateSnapshot(KnownResourceStates.Running, KnownResourceStateStyles.Success),
                Properties = [new("region", options.Region)],
            })
            .ExcludeFromManifest();

    /// <summary>Makes what is missing, at each start of the endpoint. One that fails is logged, stays unhealthy, and holds up no other.</summary>
    private static async Task EnsureChildrenAsync(LocalAwsResource aws, IServiceProvider services, CancellationToken cancellationToken)
    {
        var loggers = services.GetRequiredService<ResourceLoggerService>();
        foreach (var child in aws.Children)
        {
            try
            {
                await child.EnsureAsync(cancellationToken);
                Log.Made(loggers.GetLogger(child), child.Name);
            }
            catch (Exception failure) when (AwsFailure.IsOne(failure))
            {
                Log.Failed(loggers.GetLogger(child), child.Name, failure.Message);
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "'{Resource}' is there.")]
        public static partial void Made(ILogger logger, string resource);

        [LoggerMessage(2, LogLevel.Error, "'{Resource}' could not be made: {Reason}. Restart its parent to try again.")]
        public static partial void Failed(ILogger logger, string resource, string reason);
    }
}
