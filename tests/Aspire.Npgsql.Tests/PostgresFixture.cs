namespace Aspire.Npgsql.Tests;

/// <summary>A primary with a streaming replica.</summary>
public sealed class PostgresFixture : IAsyncLifetime
{
    internal PostgresServer Primary { get; private set; } = null!;

    internal PostgresServer Replica { get; private set; } = null!;

    internal string BothHosts => $"Host=127.0.0.1:{Primary.Port},127.0.0.1:{Replica.Port};Username=postgres;Timeout=30";

    public async Task InitializeAsync()
    {
        Primary = await PostgresServer.StartAsync();
        Replica = await Primary.StartReplicaAsync();
    }

    public async Task DisposeAsync()
    {
        await Replica.DisposeAsync();
        await Primary.DisposeAsync();
    }
}
