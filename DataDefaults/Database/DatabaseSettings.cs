using Npgsql;

namespace MyArch.DataDefaults;

/// <summary>The connection string as the data source has it, password included, which the data source itself does not give away.</summary>
internal sealed class DatabaseSettings
{
    // Seconds; Npgsql's own default.
    private const int DefaultCommandTimeout = 30;

    private NpgsqlConnectionStringBuilder? _connectionString;

    /// <summary>Set when the data source is made.</summary>
    public NpgsqlConnectionStringBuilder ConnectionString =>
        _connectionString ?? throw new InvalidOperationException("The data source comes first.");

    /// <summary>What each new connection is a word of.</summary>
    public Servers? Servers { get; set; }

    /// <summary>Set before the data source is made.</summary>
    public DatabaseOptions Options { get; set; } = new();

    public void Use(NpgsqlDataSourceBuilder builder)
    {
        var connectionString = builder.ConnectionStringBuilder;
        // DatabaseConnections says when to look again.
        connectionString.HostRecheckSeconds = (int)TimeSpan.FromHours(1).TotalSeconds;
        if (connectionString.CommandTimeout == DefaultCommandTimeout)
        {
            // Ends what was given up by those who waited for it.
            connectionString.CommandTimeout = (int)Math.Ceiling(Math.Max(Options.ReadTimeout.TotalSeconds, Options.WriteTimeout.TotalSeconds));
        }

        AskFirst(builder);
        _connectionString = connectionString;
    }

    /// <summary>A replica that crashed may come back behind where it was, and nobody may read on it believing the old position: so it is asked before a new connection is used.</summary>
    public void AskFirst(NpgsqlDataSourceBuilder builder) => builder.UsePhysicalConnectionInitializer(
        static _ => throw new NotSupportedException("Connections are opened asynchronously."),
        async connection => Servers?.At(connection).Observe(await ServerAnswer.AskAsync(connection, CancellationToken.None)));
}
