namespace MyArch.AppHost.Postgres;

/// <summary>
/// A streaming read replica of a Postgres server. Not a child of the primary by interface: a child shares its parent's health and cannot wait for it.
/// </summary>
/// <param name="name">The resource's name; with <c>_</c> for <c>-</c> it is the name of the replication slot too.</param>
/// <param name="primary">The server it follows, whose roles and passwords it has.</param>
internal sealed class PostgresReplicaResource(string name, PostgresServerResource primary)
    : ContainerResource(name), IResourceWithConnectionString
{
    internal const string PrimaryEndpointName = "tcp";

    private EndpointReference? _endpoint;

    public PostgresServerResource Primary { get; } = primary;

    public EndpointReference PrimaryEndpoint => _endpoint ??= new(this, PrimaryEndpointName);

    /// <summary>The physical replication slot on the primary, in which WAL waits for this replica.</summary>
    public string SlotName { get; } = name.Replace('-', '_').ToLowerInvariant();

    /// <summary>The administrator's connection string, as the primary's own is: services get strings with users of their own.</summary>
    public ReferenceExpression ConnectionStringExpression => ReferenceExpression.Create(
        $"Host={PrimaryEndpoint.Property(EndpointProperty.Host)};Port={PrimaryEndpoint.Property(EndpointProperty.Port)};Username={Primary.UserNameReference};Password={Primary.PasswordParameter}");
}
