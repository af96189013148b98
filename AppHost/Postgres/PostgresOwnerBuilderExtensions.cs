using MyArch.AppHost.Topology;

namespace MyArch.AppHost.Postgres;

/// <summary>Gives each database an owner of its own, which can connect to nothing else: the administrator's password stays with the AppHost.</summary>
internal static class PostgresOwnerBuilderExtensions
{
    // PostgreSQL's default is 100 connections. Kept free: administration, health checks of the AppHost, the replica's walsender.
    private const int Connections = 100;
    private const int ReservedConnections = 16;

    // An instance watches each server over connections of its own.
    private const int ConnectionsBesidePool = 2;

    // With less, one slow request after the other would hold up all others of its instance; with more, nobody is faster.
    private const int LeastPool = 2;
    private const int LargestPool = 20;

    /// <summary>
    /// Adds a database whose owner is a role with the service's name, and the connection string with that role's credential: the primary, and the replica after it if there is one,
    /// so that a client can choose by role.
    /// </summary>
    /// <param name="primary">The server, with the init files in <c>Postgres/primary-init</c>. They make the role when its data is first made: add databases from the first start on.</param>
    /// <param name="name">The database, and the connection string's name; the database's resource is <c>name-db</c>.</param>
    /// <param name="owner">The role: the service's name, lower-case letters.</param>
    /// <param name="environment">How many instances share the server's connections.</param>
    /// <param name="replica">The read replica, if the environment has one.</param>
    /// <exception cref="StartupException">There may be more instances than the server has connections for.</exception>
    public static IResourceBuilder<ConnectionStringResource> AddDatabaseWithOwner(
        this IResourceBuilder<PostgresServerResource> primary,
        [ResourceName] string name,
        string owner,
        TopologyEnvironment environment,
        IResourceBuilder<PostgresReplicaResource>? replica)
    {
        var poolSize = PoolSize(environment);
        var password = primary.ApplicationBuilder.AddGeneratedSecret($"{name}-password");
        primary
            .WithEnvironment($"OWNER_OF_{name.ToUpperInvariant()}", owner)
            .WithEnvironment($"PASSWORD_OF_{name.ToUpperInvariant()}", password)
            .AddDatabase($"{name}-db", name)
            .WithCreationScript($"CREATE DATABASE \"{name}\" OWNER \"{owner}\"");

        return primary.ApplicationBuilder.AddConnectionString(name, connection =>
        {
            connection.Append($"Host={primary.Resource.PrimaryEndpoint.Property(EndpointProperty.HostAndPort)}");
            if (replica is not null)
            {
                connection.Append($",{replica.Resource.PrimaryEndpoint.Property(EndpointProperty.HostAndPort)}");
            }

            // A proxied endpoint accepts for a dead server, so the time-out to connect is short.
            connection.AppendLiteral($";Database={name};Username={owner};Timeout=3;Maximum Pool Size={poolSize}");
            connection.Append($";Password={password}");
        });
    }

    /// <summary>Connections that one instance may hold to each server, so that all instances of all services with a database fit, were every group at its maximum.</summary>
    private static int PoolSize(TopologyEnvironment environment)
    {
        var instances = environment.Groups.Where(static group => group.Key is "catalog" or "media").Sum(static group => group.Value.Max);
        const int Most = (Connections - ReservedConnections) / (LeastPool + ConnectionsBesidePool);
        return instances <= Most
            ? Math.Min(((Connections - ReservedConnections) / Math.Max(instances, 1)) - ConnectionsBesidePool, LargestPool)
            : throw new StartupException(
                $"The environment '{environment.Name}' may have {instances} instances with a database, and PostgreSQL has connections for {Most}. Lower Topology:Environments:{environment.Name}:Groups:catalog:Max or media:Max.");
    }
}
