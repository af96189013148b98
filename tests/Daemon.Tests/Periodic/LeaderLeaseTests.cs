using Microsoft.Extensions.Options;
using MyArch.ServiceDefaults;
using MyArch.Worker.Daemon.Periodic;
using StackExchange.Redis;

namespace MyArch.Worker.Daemon.Tests.Periodic;

public sealed class LeaderLeaseTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Due = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly CronTask Task = CronFile.Parse("version: 1\ncron:\n  - {name: sweep, url: /sweep, schedule: '* * * * *'}").Tasks.Single();

    private RedisServer _server = null!;
    private ConnectionMultiplexer _redis = null!;
    private LeaderLease _one = null!;
    private LeaderLease _two = null!;

    public async Task InitializeAsync()
    {
        // The user as the host makes it: these commands, these keys.
        _server = await RedisServer.StartAsync("--user", "worker", "on", ">secret", "~lease:*", "+@connection", "+eval", "+evalsha", "+get", "+set", "+pexpire", "+del");
        _redis = await ConnectionMultiplexer.ConnectAsync($"{_server.ConnectionString},user=worker,password=secret");
        (_one, _two) = (Create("worker-a1"), Create("worker-b1"));
    }

    public async Task DisposeAsync()
    {
        await _redis.DisposeAsync();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task One_is_the_leader_until_it_gives_up()
    {
        (await _one.HoldAsync(), await _two.HoldAsync(), await _one.HoldAsync()).ShouldBe((true, false, true));
        await _two.ReleaseAsync();
        (await _two.HoldAsync()).ShouldBeFalse();
        await _one.ReleaseAsync();
        (await _two.HoldAsync(), await _one.HoldAsync()).ShouldBe((true, false));
    }

    [Fact]
    public async Task A_lease_that_is_not_prolonged_ends()
    {
        await _one.HoldAsync();
        await LoseAsync();

        (await _two.HoldAsync(), await _one.HoldAsync()).ShouldBe((true, false));
    }

    [Fact]
    public async Task An_instance_that_starts_again_is_not_the_one_that_held_it()
    {
        await _one.HoldAsync();

        (await Create("worker-a1").HoldAsync()).ShouldBeFalse();
    }

    [Fact]
    public async Task A_leader_that_hung_claims_nothing()
    {
        await _one.HoldAsync();
        await LoseAsync();
        (await _one.ClaimAsync(Task, Due)).ShouldBe(Claim.NotLeader);
        await _two.HoldAsync();

        (await _one.ClaimAsync(Task, Due)).ShouldBe(Claim.NotLeader);
    }

    [Fact]
    public async Task A_task_at_its_time_is_claimed_once_whoever_leads()
    {
        await _one.HoldAsync();
        (await _one.ClaimAsync(Task, Due)).ShouldBe(Claim.Taken);
        (await _one.ClaimAsync(Task, Due)).ShouldBe(Claim.Sending);
        await LoseAsync();
        await _two.HoldAsync();
        (await _two.ClaimAsync(Task, Due)).ShouldBe(Claim.Sending);
        await _one.ConcludeAsync(Task, Due, isSent: true);

        (await _two.ClaimAsync(Task, Due)).ShouldBe(Claim.Sent);
        (await _two.ClaimAsync(Task, Due.AddMinutes(1))).ShouldBe(Claim.Taken);
    }

    [Fact]
    public async Task A_task_that_could_not_be_sent_is_claimed_again_and_somebody_elses_claim_is_left_alone()
    {
        await _one.HoldAsync();
        await _one.ClaimAsync(Task, Due);
        await _two.ConcludeAsync(Task, Due, isSent: false);
        (await _one.ClaimAsync(Task, Due)).ShouldBe(Claim.Sending);
        await _one.ConcludeAsync(Task, Due, isSent: false);

        (await _one.ClaimAsync(Task, Due)).ShouldBe(Claim.Taken);
    }

    [Fact]
    public async Task A_server_that_is_full_of_carts_has_room_for_it()
    {
        await using var admin = await ConnectionMultiplexer.ConnectAsync(_server.ConnectionString);
        await admin.GetDatabase().ExecuteAsync("CONFIG", "SET", "maxmemory", "1");
        (await Should.ThrowAsync<RedisServerException>(() => admin.GetDatabase().StringSetAsync("cart:1", "one"))).Message.ShouldStartWith("OOM");

        (await _one.HoldAsync(), await _two.HoldAsync()).ShouldBe((true, false));
        (await _one.ClaimAsync(Task, Due)).ShouldBe(Claim.Taken);
        await _one.ConcludeAsync(Task, Due, isSent: true);
        (await _one.ClaimAsync(Task, Due)).ShouldBe(Claim.Sent);
    }

    [Fact]
    public async Task Everything_ends_by_itself()
    {
        await _one.HoldAsync();
        await _one.ClaimAsync(Task, Due);
        await _one.ClaimAsync(Task, Due.AddMinutes(1));
        await _one.ConcludeAsync(Task, Due, isSent: true);
        await using var admin = await ConnectionMultiplexer.ConnectAsync(_server.ConnectionString);
        var keys = (string[])(await admin.GetDatabase().ExecuteAsync("KEYS", "*"))!;

        keys.Length.ShouldBe(3);
        foreach (var key in keys)
        {
            (await admin.GetDatabase().KeyTimeToLiveAsync(key)).ShouldNotBeNull().ShouldBeLessThanOrEqualTo(LeaderLease.SentTime);
        }
    }

    private Task<RedisResult> LoseAsync() => _redis.GetDatabase().ScriptEvaluateAsync("return redis.call('DEL', KEYS[1])", [LeaderLease.Key]);

    private LeaderLease Create(string id) => new(_redis, Options.Create(new InstanceOptions { Id = id }));
}
