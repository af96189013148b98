namespace Aspire.Npgsql;

/// <summary>What can be set of the PostgreSQL client, section <c>Aspire:Npgsql</c> and below it a section of the connection's name.</summary>
public class NpgsqlSettings
{
    /// <summary>The connection string. The one of the section <c>ConnectionStrings</c> wins.</summary>
    public string? ConnectionString { get; set; }

    /// <summary>Leaves out the health check.</summary>
    /// <value><see langword="false"/> by default.</value>
    public bool DisableHealthChecks { get; set; }

    /// <summary>Leaves out tracing.</summary>
    /// <value><see langword="false"/> by default.</value>
    public bool DisableTracing { get; set; }

    /// <summary>Leaves out metrics.</summary>
    /// <value><see langword="false"/> by default.</value>
    public bool DisableMetrics { get; set; }
}
