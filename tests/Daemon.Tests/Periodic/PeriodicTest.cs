using MyArch.Worker.Daemon.Periodic;
using MyArch.Worker.Daemon.Tests.Fixtures;
using StackExchange.Redis;

namespace MyArch.Worker.Daemon.Tests.Periodic;

/// <summary>A test of periodic tasks: with a Redis for the lease, a clock that it sets, and a file of tasks, of which <c>sweep</c> is the one that is looked at.</summary>
public abstract class PeriodicTest(AwsEndpoint endpoint) : WorkerTest(endpoint)
{
    /// <summary>The last time that was due before the clock's first.</summary>
    private protected const string Missed = "2026-01-01T12:00:00Z";

    private readonly TemporaryDirectory _folder = new();
    private readonly ShiftedTime _time = new();

    private protected RedisServer Redis { get; private set; } = null!;

    private protected string CronFile => _folder.Combine("cron.yaml");

    /// <summary>When the tasks that have come were due.</summary>
    private protected IEnumerable<string> Sent => App.Deliveries.Where(static delivery => delivery.Path == "/sweep").Select(static delivery => delivery.Headers["X-Aws-Sqsd-Scheduled-At"]);

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        Redis = await RedisServer.StartAsync();
        // Every ten minutes: the tests set the clock, and no other time comes along.
        await WriteCronAsync(("sweep", "*/10 * * * *"));
        SetClock("2026-01-01T12:01:00Z");
    }

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        await Redis.DisposeAsync();
        _folder.Dispose();
    }

    private protected DaemonServer Start(string id, params (string Key, string Value)[] settings) =>
        Start(Settings(id, Redis.ConnectionString), _time, [("Sqsd:CronFile", CronFile), .. settings]);

    /// <summary>Waits until so many have come; if not, it says where they are.</summary>
    private protected async Task IsSentAsync(int count, TimeSpan? within = null) => await Eventually.BecomesAsync(
        async _ =>
        {
            await using var redis = await ConnectionMultiplexer.ConnectAsync(Redis.ConnectionString);
            var database = redis.GetDatabase();
            var claims = await Task.WhenAll(Sent.Append(Missed).Append("2026-01-01T12:10:00Z").Distinct().Select(async due => $"{due}={await database.StringGetAsync(ClaimOf(due))}"));
            return (Sent.Count(), await Queue.CountAsync(), $"leader {await database.StringGetAsync(LeaderLease.Key)}, claims {string.Join(' ', claims)}");
        },
        seen => seen.Item1 >= count,
        within,
        $"{count} have come");

    private protected static string ClaimOf(string due) => $"lease:task:sweep:{DateTimeOffset.Parse(due).ToUnixTimeSeconds()}";

    private protected Task WriteCronAsync(params (string Name, string Schedule)[] tasks) => File.WriteAllTextAsync(
        CronFile,
        "version: 1\ncron:\n" + string.Concat(tasks.Select(static task => $"  - name: {task.Name}\n    url: /{task.Name}\n    schedule: \"{task.Schedule}\"\n")));

    private protected void SetClock(string now) => _time.Shift = DateTimeOffset.Parse(now) - TimeProvider.System.GetUtcNow();

    private protected async Task IsLeaderAsync()
    {
        await using var redis = await ConnectionMultiplexer.ConnectAsync(Redis.ConnectionString);
        await Eventually.IsTrueAsync(async _ => !(await redis.GetDatabase().StringGetAsync(LeaderLease.Key)).IsNull);
    }
}
