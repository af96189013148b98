using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace MyArch.AppHost.Postgres;

/// <summary>Adds streaming read replicas to a Postgres server, as Amazon RDS does.</summary>
internal static class PostgresReplicaBuilderExtensions
{
    private const string Role = "replicator";
    private const string VolumePath = "/var/lib/postgresql/data";
    private const string EntrypointPath = "/usr/local/bin/replica-entrypoint.sh";

    /// <summary>
    /// Adds a replica that copies the primary when it first starts, then follows its write-ahead log. It serves reads only, with the same roles and passwords. Its image is the
    /// primary's, so set the primary's tag before.
    /// </summary>
    /// <param name="primary">
    /// The server to follow, with the init files in <c>Postgres/primary-init</c>. They make a role for replication when its data is first made: add its replicas from the first start on.
    /// </param>
    /// <param name="name">The replica's name.</param>
    /// <param name="port">The host port, by default a free one.</param>
    public static IResourceBuilder<PostgresReplicaResource> AddReadReplica(
        this IResourceBuilder<PostgresServerResource> primary, [ResourceName] string name, int? port = null)
    {
        var image = primary.Resource.Annotations.OfType<ContainerImageAnnotation>().Last();
        var password = primary.AllowReplication();
        var replica = new PostgresReplicaResource(name, primary.Resource);

        var healthCheck = $"{name}_check";
        primary.ApplicationBuilder.Services.AddHealthChecks().Add(
            new HealthCheckRegistration(healthCheck, _ => new PostgresReplicaHealthCheck(replica), failureStatus: null, tags: null));

        return primary.ApplicationBuilder.AddResource(replica)
            .WithImage(image.Image, image.Tag)
            .WithImageRegistry(image.Registry)
            .WithEndpoint(port: port, targetPort: 5432, name: PostgresReplicaResource.PrimaryEndpointName)
            .WithBindMount("Postgres/replica-entrypoint.sh", EntrypointPath, isReadOnly: true)
            .WithContainerRuntimeArgs("--user", "postgres")
            .WithEntrypoint("/bin/bash")
            .WithArgs(EntrypointPath)
            .WithEnvironment("PGDATA", $"{VolumePath}/replica")
            .WithEnvironment("PRIMARY_HOST", primary.Resource.PrimaryEndpoint.Property(EndpointProperty.Host))
            .WithEnvironment("PRIMARY_PORT", primary.Resource.PrimaryEndpoint.Property(EndpointProperty.Port))
            .WithEnvironment("REPLICATION_USER", Role)
            .WithEnvironment("REPLICATION_PASSWORD", password)
            .WithEnvironment("REPLICATION_SLOT", replica.SlotName)
            .WithHealthCheck(healthCheck)
            .WithParentRelationship(primary)
            .WaitFor(primary);
    }

    /// <summary>Keeps the replica's data in a named volume, so that a restart catches up instead of copying the primary again.</summary>
    public static IResourceBuilder<PostgresReplicaResource> WithDataVolume(this IResourceBuilder<PostgresReplicaResource> replica, string name) =>
        replica.WithVolume(name, VolumePath);

    // The official image lets everybody connect to databases, but "all" does not match a replication connection: the init script adds the role and that line.
    // A replica that is away keeps its WAL on the primary; the bound protects the primary's disk, and a replica that was away for longer is made anew.
    private static IResourceBuilder<ParameterResource> AllowReplication(this IResourceBuilder<PostgresServerResource> primary)
    {
        var passwordName = $"{primary.Resource.Name}-replication-password";
        var existing = primary.ApplicationBuilder.Resources.OfType<ParameterResource>().FirstOrDefault(parameter => parameter.Name == passwordName);
        if (existing is not null)
        {
            return primary.ApplicationBuilder.CreateResourceBuilder(existing);
        }

        var password = primary.ApplicationBuilder.AddGeneratedSecret(passwordName);
        primary
            .WithEnvironment("REPLICATION_USER", Role)
            .WithEnvironment("REPLICATION_PASSWORD", password)
            .WithArgs("-c", "max_slot_wal_keep_size=1GB");
        return password;
    }
}
