using System.Globalization;
using Microsoft.Extensions.Options;
using MyArch.ServiceDefaults;
using StackExchange.Redis;

namespace MyArch.Worker.Daemon.Periodic;

/// <summary>
/// Who of all workers sends the periodic tasks: whoever holds a key in Redis that ends by itself. (The real daemon keeps its lease in a DynamoDB table.) A leader that hangs loses it, and cannot send
/// when it wakes up: every task is claimed by a script that asks for the lease again. Commands used: <c>EVALSHA</c>, <c>EVAL</c>; in scripts <c>GET SET PEXPIRE DEL</c>.
/// </summary>
internal sealed class LeaderLease(IConnectionMultiplexer redis, IOptions<InstanceOptions> instance)
{
    /// <summary>How long a command may take, in ms: less than the lease lasts after it was last prolonged.</summary>
    public const int CommandTimeoutMilliseconds = 2000;

    /// <summary>The key of the lease.</summary>
    public const string Key = "lease:worker:leader";

    /// <summary>How long the lease lasts unless it is prolonged.</summary>
    public static readonly TimeSpan Duration = TimeSpan.FromSeconds(10);

    /// <summary>
    /// How long a claim lasts that nobody confirms: whoever made it has died, and the task is sent by another one. Longer than a send may take, less than <see cref="PeriodicTasks.Horizon"/>.
    /// </summary>
    public static readonly TimeSpan SendingTime = TimeSpan.FromSeconds(30);

    /// <summary>
    /// How long it is remembered that a task was sent. Longer than <see cref="PeriodicTasks.Horizon"/>; and not much longer, since a clock that is set back comes to the same minutes again, and a task
    /// must not rest for as long as it was set back.
    /// </summary>
    public static readonly TimeSpan SentTime = TimeSpan.FromMinutes(10);

    // Carts that have filled the server must not stop the periodic tasks: what is written here is a few bytes that end by themselves.
    private const string WhenFull = "#!lua flags=allow-oom\n";

    // KEYS: the lease. ARGV: who, for how long in ms.
    private const string HoldScript = WhenFull + """
        local holder = redis.call('GET', KEYS[1])
        if holder == ARGV[1] then
          redis.call('PEXPIRE', KEYS[1], ARGV[2])
          return 1
        end
        if not holder then
          redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
          return 1
        end
        return 0
        """;

    // KEYS: the lease. ARGV: who.
    private const string ReleaseScript = "if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('DEL', KEYS[1]) end return 0";

    // KEYS: the lease, the task at its time. ARGV: who, for how long in ms.
    private const string ClaimScript = WhenFull + """
        if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 'NotLeader' end
        local state = redis.call('GET', KEYS[2])
        if state == 'sent' then return 'Sent' end
        if state then return 'Sending' end
        redis.call('SET', KEYS[2], ARGV[1], 'PX', ARGV[2])
        return 'Taken'
        """;

    // KEYS: the task at its time. ARGV: who, whether it was sent, for how long that is remembered in ms. Somebody else's claim is left alone.
    private const string ConcludeScript = WhenFull + """
        local state = redis.call('GET', KEYS[1])
        if ARGV[2] == '1' then
          redis.call('SET', KEYS[1], 'sent', 'PX', ARGV[3])
        elseif state == ARGV[1] then
          redis.call('DEL', KEYS[1])
        end
        return 0
        """;

    private readonly IDatabase _database = redis.GetDatabase();

    // New for each process: an instance that was killed and is started again is not the one that held the lease.
    private readonly string _holder = $"{instance.Value.Id}:{Guid.NewGuid():N}";

    /// <summary>Takes the lease if nobody has it, or prolongs it.</summary>
    /// <returns>Whether this instance is the leader for <see cref="Duration"/> from now.</returns>
    public async Task<bool> HoldAsync() => (int)await _database.ScriptEvaluateAsync(HoldScript, [Key], [_holder, Milliseconds(Duration)]) == 1;

    /// <summary>Gives the lease up, so that another one need not wait for its end.</summary>
    public Task ReleaseAsync() => _database.ScriptEvaluateAsync(ReleaseScript, [Key], [_holder]);

    /// <summary>Claims a task at its time for this instance, if it is still the leader and nobody has claimed it.</summary>
    public async Task<Claim> ClaimAsync(CronTask task, DateTimeOffset due) =>
        Enum.Parse<Claim>((await _database.ScriptEvaluateAsync(ClaimScript, [Key, KeyOf(task, due)], [_holder, Milliseconds(SendingTime)])).ToString());

    /// <summary>Says whether a claimed task was sent; if not, it may be claimed again.</summary>
    public Task ConcludeAsync(CronTask task, DateTimeOffset due, bool isSent) =>
        _database.ScriptEvaluateAsync(ConcludeScript, [KeyOf(task, due)], [_holder, isSent ? "1" : "0", Milliseconds(SentTime)]);

    private static RedisKey KeyOf(CronTask task, DateTimeOffset due) => $"lease:task:{task.Name}:{due.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)}";

    private static long Milliseconds(TimeSpan time) => (long)time.TotalMilliseconds;
}
