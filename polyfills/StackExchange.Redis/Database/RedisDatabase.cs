using System.Diagnostics;
using StackExchange.Redis.Protocol;

namespace StackExchange.Redis.Database;

/// <summary>Encodes commands on the caller's thread and hands them to the multiplexer's connection.</summary>
internal sealed partial class RedisDatabase(ConnectionMultiplexer multiplexer, int database) : IDatabase
{
    public int Database => database;

    public IConnectionMultiplexer Multiplexer => multiplexer;

    public Task<TimeSpan> PingAsync(CommandFlags flags = CommandFlags.None)
    {
        var start = Stopwatch.GetTimestamp();
        return Send(RequestBuffer.Start("PING", 0), (in _) => Stopwatch.GetElapsedTime(start));
    }

    private Task<T> Send<T>(RequestBuffer request, ReplyReader<T> reader) =>
        multiplexer.Tracing.IsWanted ? multiplexer.Tracing.TraceAsync(request, reader) : multiplexer.Link.Send(request, reader);
}
