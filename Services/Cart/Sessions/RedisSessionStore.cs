using MyArch.Cart.Checkout;
using StackExchange.Redis;

namespace MyArch.Cart.Sessions;

/// <summary>Keeps sessions in Redis. Each read and each write is one script, and Redis runs one script at a time.</summary>
/// <remarks>A key holds a hash with <c>revision</c> and either <c>session</c> (JSON) or <c>moved</c> (a <see cref="Move"/>).</remarks>
internal sealed class RedisSessionStore(IConnectionMultiplexer redis) : ServerSessionStore
{
    // KEYS: the session. ARGV: its time to live and after how long it is extended, in ms.
    private const string Read = """
        local record = redis.call('HMGET', KEYS[1], 'revision', 'session', 'moved')
        local left = redis.call('PTTL', KEYS[1])
        local extended = 0
        if record[2] and left < ARGV[1] - ARGV[2] then
          extended = redis.call('PEXPIRE', KEYS[1], ARGV[1])
        end
        return {record[1], record[2], record[3], left, extended}
        """;

    // KEYS: the sessions; then, if an order is placed, its record and the list of the pending ones.
    // ARGV: how many sessions; for each its expected revision, the next one, field, value and time to live in ms; then the order's id.
    private const string Write = """
        local count = tonumber(ARGV[1])
        for i = 1, count do
          if (redis.call('HGET', KEYS[i], 'revision') or '0') ~= ARGV[5 * i - 3] then return 0 end
        end
        for i = 1, count do
          redis.call('DEL', KEYS[i])
          redis.call('HSET', KEYS[i], 'revision', ARGV[5 * i - 2], ARGV[5 * i - 1], ARGV[5 * i])
          redis.call('PEXPIRE', KEYS[i], ARGV[5 * i + 1])
        end
        if #KEYS > count then
          if redis.call('EXISTS', KEYS[count + 1]) == 1 then redis.call('HSET', KEYS[count + 1], 'state', 'placed') end
          redis.call('ZREM', KEYS[count + 2], ARGV[5 * count + 2])
        end
        return 1
        """;

    private const string WriteIfRoom = RedisScript.IfRoom + Write;
    private const string WriteWhenFull = RedisScript.WhenFull + Write;

    private readonly IDatabase _database = redis.GetDatabase();

    protected override async Task<SessionRecord?> ReadRecordAsync(string key, CancellationToken cancellationToken)
    {
        var result = (RedisResult[])(await _database.ScriptEvaluateAsync(Read, [key], [Milliseconds(SessionTimes.TimeToLive), Milliseconds(SessionTimes.ExtendAfter)]))!;
        return result[0].IsNull
            ? null
            : new SessionRecord((long)result[0], (byte[]?)result[1] ?? [], result[2].IsNull ? null : Move.Parse((string)result[2]!), TimeSpan.FromMilliseconds((long)result[3]))
            {
                WasExtended = (bool)result[4],
            };
    }

    protected override async Task<bool> TryWriteAsync(IReadOnlyList<RecordWrite> records, SessionWrite write, CancellationToken cancellationToken)
    {
        List<RedisKey> keys = [];
        List<RedisValue> values = [records.Count];
        foreach (var record in records)
        {
            keys.Add(record.Key);
            values.AddRange([record.Expected, record.Expected + 1, record.MovedTo is null ? "session" : "moved"]);
            values.Add(record.MovedTo is null ? record.Document : record.MovedTo.ToString());
            values.Add(Milliseconds(record.TimeToLive));
        }

        if (write.PlacedOrder is { } placed)
        {
            keys.AddRange([OrderRecords.KeyOf(placed), OrderRecords.Pending]);
            values.Add(placed);
        }

        return (bool)await _database.ScriptEvaluateAsync(write.TakesRoom ? WriteIfRoom : WriteWhenFull, [.. keys], [.. values]);
    }

    private static RedisValue Milliseconds(TimeSpan time) => (long)time.TotalMilliseconds;
}
