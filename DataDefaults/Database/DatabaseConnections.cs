using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace MyArch.DataDefaults;

/// <summary>
/// Opens connections by role. With several hosts the data source is Npgsql's multi-host one, which finds the roles by asking host after host: behind an endpoint that accepts for a server that is
/// dead, each such question takes the whole connect time-out. So it is used only until the monitor has found the roles; from then on each server has a pool of its own, and nobody asks a dead one.
/// </summary>
internal sealed class DatabaseConnections : IDisposable
{
    private readonly NpgsqlDataSource _source;
    private readonly DatabaseSettings _settings;
    private readonly ILoggerFactory _loggers;
    private readonly ConcurrentDictionary<Server, Lazy<NpgsqlDataSource>> _pools = new();

    public DatabaseConnections(NpgsqlDataSource source, DatabaseSettings settings, ILoggerFactory loggers)
    {
        (_source, _settings, _loggers) = (source, settings, loggers);
        Servers = new Servers(settings.ConnectionString);
        settings.Servers = Servers;
    }

    public Servers Servers { get; }

    /// <summary>Opens one to the primary, or to a replica if there is one that can be reached, else to the primary.</summary>
    public ValueTask<NpgsqlConnection> OpenAsync(DatabaseRole role, CancellationToken cancellationToken)
    {
        if (_source is not NpgsqlMultiHostDataSource several)
        {
            return _source.OpenConnectionAsync(cancellationToken);
        }

        var server = role == DatabaseRole.Replica && Servers.HasReplica ? Servers.Replica : Servers.Primary;
        return server is not null
            ? PoolOf(server).OpenConnectionAsync(cancellationToken)
            : several.WithTargetSession(role == DatabaseRole.Primary ? TargetSessionAttributes.Primary : TargetSessionAttributes.PreferStandby).OpenConnectionAsync(cancellationToken);
    }

    /// <summary>Lets Npgsql look at the hosts anew: after a broken connection it avoids a host, and for longer than that is true.</summary>
    public void Forget() => (_source as NpgsqlMultiHostDataSource)?.ClearDatabaseStates();

    /// <summary>Connections for the monitor: of one host, outside the pool that requests may have emptied, and without a span and a log line every second.</summary>
    /// <param name="server">The host.</param>
    /// <param name="patience">How long the monitor waits for an answer.</param>
    public NpgsqlDataSource CreateMonitorSource(Server server, TimeSpan patience)
    {
        var builder = OneHost(server);
        var one = builder.ConnectionStringBuilder;
        (one.MinPoolSize, one.MaxPoolSize) = (0, 2);
        // The monitor itself gives up earlier; this ends what it left behind.
        one.Timeout = one.CommandTimeout = (int)Math.Ceiling(patience.TotalSeconds) + 1;
        builder.ConfigureTracing(static tracing => tracing.ConfigureCommandFilter(static _ => false).EnablePhysicalOpenTracing(enable: false));
        return builder.Build();
    }

    public void Dispose()
    {
        foreach (var pool in _pools.Values)
        {
            pool.Value.Dispose();
        }

        Servers.Dispose();
    }

    private NpgsqlDataSource PoolOf(Server server) => _pools.GetOrAdd(server, at => new Lazy<NpgsqlDataSource>(() => CreatePool(at))).Value;

    private NpgsqlDataSource CreatePool(Server server)
    {
        var builder = OneHost(server);
        builder.UseLoggerFactory(_loggers);
        _settings.AskFirst(builder);
        return builder.Build();
    }

    private NpgsqlDataSourceBuilder OneHost(Server server)
    {
        var builder = new NpgsqlDataSourceBuilder(_settings.ConnectionString.ConnectionString);
        (builder.ConnectionStringBuilder.Host, builder.ConnectionStringBuilder.Port) = (server.Host, server.Port);
        return builder;
    }
}
