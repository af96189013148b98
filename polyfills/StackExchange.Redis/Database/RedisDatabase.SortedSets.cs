using StackExchange.Redis.Protocol;

namespace StackExchange.Redis.Database;

internal sealed partial class RedisDatabase
{
    public Task<bool> SortedSetAddAsync(
        RedisKey key, RedisValue member, double score, SortedSetWhen when = SortedSetWhen.Always, CommandFlags flags = CommandFlags.None) =>
        Send(StartAdd(key, when).Value(score).Value(member), Replies.Flag);

    public Task<RedisValue[]> SortedSetRangeByScoreAsync(
        RedisKey key,
        double start = double.NegativeInfinity,
        double stop = double.PositiveInfinity,
        Exclude exclude = Exclude.None,
        Order order = Order.Ascending,
        long skip = 0,
        long take = -1,
        CommandFlags flags = CommandFlags.None) =>
        Send(StartRange(key, start, stop, exclude, order, skip, take, withScores: false), Replies.Values);

    public Task<SortedSetEntry[]> SortedSetRangeByScoreWithScoresAsync(
        RedisKey key,
        double start = double.NegativeInfinity,
        double stop = double.PositiveInfinity,
        Exclude exclude = Exclude.None,
        Order order = Order.Ascending,
        long skip = 0,
        long take = -1,
        CommandFlags flags = CommandFlags.None) =>
        Send(StartRange(key, start, stop, exclude, order, skip, take, withScores: true), Replies.SortedSetEntries);

    private static RequestBuffer StartAdd(RedisKey key, SortedSetWhen when)
    {
        ReadOnlySpan<(SortedSetWhen When, string Word)> known =
        [
            (SortedSetWhen.Exists, "XX"), (SortedSetWhen.NotExists, "NX"), (SortedSetWhen.GreaterThan, "GT"), (SortedSetWhen.LessThan, "LT"),
        ];
        var words = 0;
        foreach (var (flag, _) in known)
        {
            words += when.HasFlag(flag) ? 1 : 0;
        }

        var request = RequestBuffer.Start("ZADD", 3 + words).Key(key);
        foreach (var (flag, word) in known)
        {
            if (when.HasFlag(flag))
            {
                request.Text(word);
            }
        }

        return request;
    }

    /// <summary>Start and stop may be given in either order, as in the original; what is excluded goes with its end.</summary>
    private static RequestBuffer StartRange(
        RedisKey key, double start, double stop, Exclude exclude, Order order, long skip, long take, bool withScores)
    {
        var from = (Score: start, IsExcluded: exclude.HasFlag(Exclude.Start));
        var to = (Score: stop, IsExcluded: exclude.HasFlag(Exclude.Stop));
        if ((order == Order.Ascending) == (start > stop))
        {
            (from, to) = (to, from);
        }

        var isLimited = skip != 0 || take >= 0;
        var request = RequestBuffer
            .Start(order == Order.Ascending ? "ZRANGEBYSCORE" : "ZREVRANGEBYSCORE", 3 + (withScores ? 1 : 0) + (isLimited ? 3 : 0))
            .Key(key)
            .Value(Bound(from))
            .Value(Bound(to));
        if (withScores)
        {
            request.Text("WITHSCORES");
        }

        return isLimited ? request.Text("LIMIT").Number(skip).Number(take) : request;
    }

    private static RedisValue Bound((double Score, bool IsExcluded) end) => end.IsExcluded ? $"({(RedisValue)end.Score}" : end.Score;
}
