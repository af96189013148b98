using Npgsql;

namespace MyArch.DataDefaults;

/// <summary>
/// Opens connections by role. With several hosts the data source is Npgsql's multi-host one, which remembers the role of each host; when to forget that is decided here, because its own rule
/// (ten seconds) would make requests try a host that hangs again and again, and keep a host that is back waiting.
/// </summary>
internal sealed class DatabaseConnections : IDisposable
{
    private readonly NpgsqlDataSource _source;
    private readonly DatabaseSettings _settings;
    private int _doubt;

    public DatabaseConnections(NpgsqlDataSource source, DatabaseSettings settings)
    {
        (_source, _settings) = (source, settings);
        Servers = new Servers(settings.ConnectionString);
        settings.Servers = Servers;
    }

    public Servers Servers { get; }

    /// <summary>Opens one to the primary, or to a replica if there is one that can be reached, else to the primary.</summary>
    public ValueTask<NpgsqlConnection> OpenAsync(DatabaseRole role, CancellationToken cancellationToken) => _source is NpgsqlMultiHostDataSource several
        ? several.WithTargetSession(role == DatabaseRole.Primary ? TargetSessionAttributes.Primary : TargetSessionAttributes.PreferStandby).OpenConnectionAsync(cancellationToken)
        : _source.OpenConnectionAsync(cancellationToken);

    /// <summary>Npgsql avoids a host after one broken connection. The monitor lets it forget that if the host turns out to be well.</summary>
    public void Doubt() => Volatile.Write(ref _doubt, 1);

    public bool TakeDoubt() => Interlocked.Exchange(ref _doubt, 0) == 1;

    /// <summary>Lets Npgsql look at the hosts anew.</summary>
    public void Forget() => (_source as NpgsqlMultiHostDataSource)?.ClearDatabaseStates();

    /// <summary>Connections for the monitor: of one host, outside the pool that requests may have emptied, and without a span every second.</summary>
    public NpgsqlDataSource CreateMonitorSource(Server server)
    {
        var builder = new NpgsqlDataSourceBuilder(_settings.ConnectionString.ConnectionString);
        var one = builder.ConnectionStringBuilder;
        (one.Host, one.Port) = (server.Host, server.Port);
        (one.MinPoolSize, one.MaxPoolSize) = (0, 2);
        // Seconds. The monitor itself gives up earlier; this ends what it left behind.
        (one.Timeout, one.CommandTimeout) = (2, 2);
        builder.ConfigureTracing(static tracing => tracing.ConfigureCommandFilter(static _ => false).EnablePhysicalOpenTracing(enable: false));
        return builder.Build();
    }

    public void Dispose() => Servers.Dispose();
}
