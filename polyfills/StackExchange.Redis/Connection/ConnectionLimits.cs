namespace StackExchange.Redis.Connection;

/// <summary>What a client may hold in memory, whatever its callers and the server do.</summary>
internal sealed record ConnectionLimits
{
    public static ConnectionLimits Default { get; } = new();

    /// <summary>Commands that wait for an answer, and as many that wait for a connection. One more fails at once.</summary>
    public int MaxCommands { get; init; } = 100_000;

    /// <summary>Bytes of commands that are not written yet, and as many that wait for a connection. A single command may be larger.</summary>
    public long MaxRequestBytes { get; init; } = 64 * 1024 * 1024;

    /// <summary>What one answer may take. No string of Redis is larger (proto-max-bulk-len).</summary>
    public long MaxAnswerBytes { get; init; } = 512 * 1024 * 1024;
}
