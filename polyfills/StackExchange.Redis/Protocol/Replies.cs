using System.Text;

namespace StackExchange.Redis.Protocol;

/// <summary>The ways in which answers are read, one delegate each for the life of the process.</summary>
internal static class Replies
{
    public static readonly ReplyReader<RedisValue> Value = static (in reply) => ToValue(reply);

    public static readonly ReplyReader<RedisValue[]> Values = static (in reply) => Array.ConvertAll(Items(reply), static item => ToValue(item));

    public static readonly ReplyReader<long> Integer = static (in reply) =>
        reply.Kind == ReplyKind.Integer ? reply.Number : throw new UnexpectedReplyException(reply.Kind);

    /// <summary>0 or 1, as an integer.</summary>
    public static readonly ReplyReader<bool> Flag = static (in reply) => Integer!(reply) switch
    {
        0 => false,
        1 => true,
        _ => throw new UnexpectedReplyException(reply.Kind),
    };

    /// <summary>OK, or nothing if a condition was not met.</summary>
    public static readonly ReplyReader<bool> Done = static (in reply) => reply switch
    {
        { Kind: ReplyKind.SimpleString } when reply.Bytes.AsSpan().SequenceEqual("OK"u8) => true,
        { Kind: ReplyKind.Bulk, Bytes: null } => false,
        _ => throw new UnexpectedReplyException(reply.Kind),
    };

    /// <summary>PONG, or whatever a server answers that is no error.</summary>
    public static readonly ReplyReader<bool> Alive = static (in _) => true;

    /// <summary>Milliseconds; below 0 there is no time to live.</summary>
    public static readonly ReplyReader<TimeSpan?> TimeToLive = static (in reply) =>
        Integer!(reply) is >= 0 and var milliseconds ? TimeSpan.FromMilliseconds(milliseconds) : null;

    public static readonly ReplyReader<HashEntry[]> HashEntries = static (in reply) =>
        Pairs(reply, static (name, value) => new HashEntry(ToValue(name), ToValue(value)));

    public static readonly ReplyReader<SortedSetEntry[]> SortedSetEntries = static (in reply) =>
        Pairs(reply, static (member, score) => new SortedSetEntry(ToValue(member), ToScore(score)));

    public static readonly ReplyReader<RedisResult> Result = static (in reply) => RedisResult.From(reply);

    public static RedisValue ToValue(in Reply reply) => reply.Kind switch
    {
        ReplyKind.Bulk or ReplyKind.SimpleString => reply.Bytes,
        ReplyKind.Integer => reply.Number,
        _ => throw new UnexpectedReplyException(reply.Kind),
    };

    private static Reply[] Items(in Reply reply) => reply.Items ?? throw new UnexpectedReplyException(reply.Kind);

    private static T[] Pairs<T>(in Reply reply, Func<Reply, Reply, T> pair)
    {
        var items = Items(reply);
        if (items.Length % 2 != 0)
        {
            throw new UnexpectedReplyException(reply.Kind);
        }

        var pairs = new T[items.Length / 2];
        for (var index = 0; index < pairs.Length; index++)
        {
            pairs[index] = pair(items[index * 2], items[(index * 2) + 1]);
        }

        return pairs;
    }

    private static double ToScore(in Reply reply) =>
        RedisValue.TryParseDouble(Encoding.ASCII.GetString(reply.Bytes ?? []), out var score) ? score : throw new UnexpectedReplyException(reply.Kind);
}
