namespace Aspire.StackExchange.Redis;

/// <summary>What the integration itself is told; how the client connects is in its <see cref="ConnectionString"/>.</summary>
public sealed class StackExchangeRedisSettings
{
    /// <summary>The connection string of the server.</summary>
    public string? ConnectionString { get; set; }

    /// <summary>Whether no health check is registered.</summary>
    /// <value>The default is false.</value>
    public bool DisableHealthChecks { get; set; }

    /// <summary>Whether commands make no spans.</summary>
    /// <value>The default is false.</value>
    public bool DisableTracing { get; set; }
}
