using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Postgres;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Aspire.Hosting;

/// <summary>Adds PostgreSQL servers and databases to the application.</summary>
public static class PostgresBuilderExtensions
{
    private const string InitFilesPath = "/docker-entrypoint-initdb.d";

    /// <summary>Adds a PostgreSQL server.</summary>
    /// <param name="builder">The application.</param>
    /// <param name="name">The resource's name.</param>
    /// <param name="userName">The administrator's name; null is <c>postgres</c>.</param>
    /// <param name="password">The administrator's password; null generates one and keeps it.</param>
    /// <param name="port">The host port; null takes a free one.</param>
    public static IResourceBuilder<PostgresServerResource> AddPostgres(
        this IDistributedApplicationBuilder builder,
        [ResourceName] string name,
        IResourceBuilder<ParameterResource>? userName = null,
        IResourceBuilder<ParameterResource>? password = null,
        int? port = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(name);
        var generated = password?.Resource ?? ParameterResourceBuilderExtensions.CreateDefaultPasswordParameter(builder, $"{name}-password");
        var server = new PostgresServerResource(name, userName?.Resource, generated);
        builder.Eventing.Subscribe<ResourceReadyEvent>(server, (ready, cancellationToken) =>
            PostgresDatabases.CreateMissingAsync(server, builder.Resources, cancellationToken));
        return builder.AddResource(server)
            .WithEndpoint(port: port, targetPort: 5432, name: PostgresServerResource.PrimaryEndpointName)
            .WithImage(PostgresContainerImageTags.Image, PostgresContainerImageTags.Tag)
            .WithImageRegistry(PostgresContainerImageTags.Registry)
            .WithEnvironment("POSTGRES_HOST_AUTH_METHOD", "scram-sha-256")
            .WithEnvironment("POSTGRES_INITDB_ARGS", "--auth-host=scram-sha-256 --auth-local=scram-sha-256")
            .WithEnvironment(context =>
            {
                context.EnvironmentVariables["POSTGRES_USER"] = server.UserNameReference;
                context.EnvironmentVariables["POSTGRES_PASSWORD"] = server.PasswordParameter;
            })
            .WithHealthCheck(builder.AddHealthCheck(name, server.ConnectionStringExpression, "postgres"));
    }

    /// <summary>Adds a database, created when the server is ready and does not have it.</summary>
    /// <param name="builder">The server.</param>
    /// <param name="name">The resource's name.</param>
    /// <param name="databaseName">The database's name on the server; null is the resource's.</param>
    public static IResourceBuilder<PostgresDatabaseResource> AddDatabase(
        this IResourceBuilder<PostgresServerResource> builder, [ResourceName] string name, string? databaseName = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(name);
        var database = new PostgresDatabaseResource(name, databaseName ?? name, builder.Resource);
        builder.Resource.AddDatabase(database.Name, database.DatabaseName);
        return builder.ApplicationBuilder.AddResource(database)
            .WithHealthCheck(builder.ApplicationBuilder.AddHealthCheck(name, database.ConnectionStringExpression, database.DatabaseName));
    }

    /// <summary>Sets the statement that creates the database, by default <c>CREATE DATABASE "name"</c>.</summary>
    public static IResourceBuilder<PostgresDatabaseResource> WithCreationScript(this IResourceBuilder<PostgresDatabaseResource> builder, string script)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(script);
        return builder.WithAnnotation(new PostgresCreationScriptAnnotation(script));
    }

    /// <summary>Keeps the data in a named volume. Its path in the image depends on the version, so set the tag before.</summary>
    public static IResourceBuilder<PostgresServerResource> WithDataVolume(
        this IResourceBuilder<PostgresServerResource> builder, string? name = null, bool isReadOnly = false)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.WithVolume(name ?? VolumeNameGenerator.Generate(builder, "data"), DataPath(builder.Resource), isReadOnly);
    }

    /// <summary>Copies scripts to where the image runs them when it first makes its data.</summary>
    /// <param name="builder">The server.</param>
    /// <param name="source">A file or folder, relative to the application host's.</param>
    public static IResourceBuilder<PostgresServerResource> WithInitFiles(this IResourceBuilder<PostgresServerResource> builder, string source)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(source);
        return builder.WithContainerFiles(InitFilesPath, Path.GetFullPath(source, builder.ApplicationBuilder.AppHostDirectory));
    }

    private static string AddHealthCheck(this IDistributedApplicationBuilder builder, string name, ReferenceExpression connectionString, string database)
    {
        var key = $"{name}_check";
        builder.Services.AddHealthChecks().Add(
            new HealthCheckRegistration(key, _ => new PostgresHealthCheck(connectionString, database), failureStatus: null, tags: null));
        return key;
    }

    // From version 18 on the image keeps its data in a folder named after the version, below the volume.
    private static string DataPath(PostgresServerResource server)
    {
        var tag = server.Annotations.OfType<ContainerImageAnnotation>().Last().Tag ?? "";
        var major = string.Concat(tag.TakeWhile(char.IsAsciiDigit));
        return int.TryParse(major, out var version) && version < 18 ? "/var/lib/postgresql/data" : "/var/lib/postgresql";
    }
}
