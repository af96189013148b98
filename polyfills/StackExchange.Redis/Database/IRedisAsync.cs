namespace StackExchange.Redis;

/// <summary>What every part of a Redis client can do.</summary>
public interface IRedisAsync
{
    /// <summary>The multiplexer that sends the commands.</summary>
    IConnectionMultiplexer Multiplexer { get; }

    /// <summary>Asks the server for a sign of life and returns how long it took.</summary>
    Task<TimeSpan> PingAsync(CommandFlags flags = CommandFlags.None);
}
