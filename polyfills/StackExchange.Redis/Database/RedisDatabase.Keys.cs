using StackExchange.Redis.Protocol;

namespace StackExchange.Redis.Database;

internal sealed partial class RedisDatabase
{
    public Task<bool> KeyDeleteAsync(RedisKey key, CommandFlags flags = CommandFlags.None) =>
        Send(RequestBuffer.Start("DEL", 1).Key(key), Replies.Flag);

    public Task<bool> KeyExpireAsync(
        RedisKey key, TimeSpan? expiry, ExpireWhen when = ExpireWhen.Always, CommandFlags flags = CommandFlags.None)
    {
        var condition = when switch
        {
            ExpireWhen.Always => null,
            ExpireWhen.GreaterThanCurrentExpiry => "GT",
            ExpireWhen.LessThanCurrentExpiry => "LT",
            ExpireWhen.HasExpiry => "XX",
            ExpireWhen.HasNoExpiry => "NX",
            _ => throw new ArgumentOutOfRangeException(nameof(when)),
        };
        if (expiry is not { } ttl || ttl == TimeSpan.MaxValue)
        {
            return condition is null
                ? Send(RequestBuffer.Start("PERSIST", 1).Key(key), Replies.Flag)
                : throw new ArgumentException("PERSIST cannot be used with when.", nameof(when));
        }

        var request = RequestBuffer.Start("PEXPIRE", condition is null ? 2 : 3).Key(key).Number(Milliseconds(ttl));
        return Send(condition is null ? request : request.Text(condition), Replies.Flag);
    }

    public Task<TimeSpan?> KeyTimeToLiveAsync(RedisKey key, CommandFlags flags = CommandFlags.None) =>
        Send(RequestBuffer.Start("PTTL", 1).Key(key), Replies.TimeToLive);
}
