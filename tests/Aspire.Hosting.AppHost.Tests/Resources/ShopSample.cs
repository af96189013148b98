using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.DependencyInjection;

namespace Aspire.Hosting.Dashboard.Tests.Resources;

/// <summary>An application with groups over zones, children, connection strings and secrets: shells that sleep, and nothing of anybody's product.</summary>
internal static class ShopSample
{
    /// <summary>Secrets that no page may contain.</summary>
    public const string Password = "pa55-of-the-shop-sample";
    public const string ApiKey = "k3y-of-the-shop-sample";
    public const string UrlPassword = "pa55-in-an-address";
    public const string ConnectionPassword = "pa55-in-a-connection-string";
    public const string Plain = "s3cret-in-a-plain-name";

    /// <summary>The lines of the table: all but the parameters.</summary>
    public const int Lines = 20;

    public static IReadOnlyList<string> Secrets { get; } = [Password, ApiKey, UrlPassword, ConnectionPassword, Plain];

    public static void Add(IDistributedApplicationBuilder builder)
    {
        builder.Services.AddHealthChecks().AddCheck("store-check", static () => HealthCheckResult.Healthy());
        var password = builder.AddParameter("store-password", Password, secret: true);
        builder.AddParameter("colour", "green");
        var sessions = Server(builder, "sessions");
        var store = Server(builder, "store").WithHealthCheck("store-check").WithEnvironment("STORE_PASSWORD", password);
        var orders = Part(builder, "orders", store);
        Part(builder, "customers", store);
        var queue = Server(builder, "queue");
        Part(builder, "jobs", queue);
        var sessionsString = builder.AddConnectionString("sessions-string", ReferenceExpression.Create($"localhost:1,password={password}"));
        sessionsString.WithReferenceRelationship(sessions.Resource);
        var cart = Group(builder, "cart", instance => instance
            .WithEnvironment("ConnectionStrings__sessions", sessionsString)
            .WithReferenceRelationship(sessionsString.Resource)
            .WithEnvironment("Api__Key", ApiKey)
            .WithEnvironment("Upstream", $"http://cart:{UrlPassword}@localhost:9/")
            .WithEnvironment("Backend", $"Host=localhost;Username=cart;Password={ConnectionPassword};Timeout=3")
            .WithEnvironment("Innocent", ReferenceExpression.Create($"{builder.AddParameter($"plain-{instance.Resource.Name}", Plain, secret: true)}"))
            .WithEnvironment("Greeting", "hello")
            .WithHttpEndpoint(isProxied: false));
        var catalog = Group(builder, "catalog", instance => instance.WithReferenceRelationship(orders));
        Group(builder, "worker", instance => instance.WithReferenceRelationship(queue.Resource));
        Server(builder, "gateway")
            .WithReferenceRelationship(cart).WithReferenceRelationship(catalog)
            .WithHttpEndpoint(name: "public", isProxied: false)
            .WithUrls(static context => context.Urls.Add(new ResourceUrlAnnotation { Url = "javascript:alert(1)", DisplayText = "Not a link" }));
    }

    public static IResourceBuilder<ExecutableResource> Server(IDistributedApplicationBuilder builder, string name) => builder.AddExecutable(name, "/bin/sh", "/", "-c", "exec sleep 1000");

    private static PartResource Part(IDistributedApplicationBuilder builder, string name, IResourceBuilder<IResource> parent) =>
        builder.AddResource(new PartResource(name))
            .WithInitialState(new CustomResourceSnapshot { ResourceType = "Part", Properties = [], State = new ResourceStateSnapshot(KnownResourceStates.Running, KnownResourceStateStyles.Success) })
            .WithParentRelationship(parent).Resource;

    private static PartResource Group(IDistributedApplicationBuilder builder, string name, Action<IResourceBuilder<ExecutableResource>> configure)
    {
        var group = builder.AddResource(new PartResource(name)).WithInitialState(new CustomResourceSnapshot
        {
            ResourceType = "Group",
            Properties = [new("desired", 2)],
            State = new ResourceStateSnapshot(KnownResourceStates.Running, KnownResourceStateStyles.Success),
        });
        foreach (var (zone, number) in new[] { ("a", 1), ("b", 1), ("a", 2) })
        {
            var instance = Server(builder, $"{name}-{zone}{number}").WithParentRelationship(group).WithOtlpExporter().WithEnvironment(context =>
                context.EnvironmentVariables["OTEL_RESOURCE_ATTRIBUTES"] = $"service.namespace={name},cloud.availability_zone={zone}");
            configure(instance);
            if (number == 2)
            {
                instance.WithExplicitStart();
            }
        }

        return group.Resource;
    }

    private sealed class PartResource(string name) : Resource(name);
}
