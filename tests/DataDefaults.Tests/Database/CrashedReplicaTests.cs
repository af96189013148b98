using System.Diagnostics;

namespace MyArch.DataDefaults.Tests.DatabaseTests;

/// <summary>A replica that crashes and is back, behind where it was, before the monitor has looked.</summary>
public sealed class CrashedReplicaTests : IAsyncLifetime
{
    private const string Read = "select name from items where id = 1";

    private readonly PostgresPair _pair = new();

    public Task InitializeAsync() => _pair.InitializeAsync();

    public Task DisposeAsync() => _pair.DisposeAsync();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task It_serves_nobody_who_must_see_what_it_has_lost(bool isWholeServer)
    {
        await using var instance = await Instance.StartAsync(
            await _pair.CreateDatabaseAsync(), typeof(CrashedReplicaTests).Assembly, settings: [("Database:MonitorInterval", "00:01:00"), ("Database:MaxLag", "00:10:00")]);
        await Eventually.BecomesAsync(_ => instance.ReadAsync<string>(Read), static read => read == ("jacket", DatabaseRole.Replica), because: "the replica has the table");
        // Where it begins again after a crash.
        await PostgresPair.ExecuteAsync(_pair.Primary, "checkpoint");
        var before = (await instance.WriteAsync("select 1")).Position;
        await Eventually.BecomesAsync(_ => instance.ReadAsync<string>(Read, before), static read => read.Role == DatabaseRole.Replica);
        await PostgresPair.ExecuteAsync(_pair.Replica, "checkpoint");
        var token = (await instance.WriteAsync("update items set name = 'coat' where id = 1")).Position;
        await Eventually.BecomesAsync(_ => instance.ReadAsync<string>(Read, token), static read => read == ("coat", DatabaseRole.Replica));

        // From now on it replays commits an hour late: after a crash those from before it, too.
        await PostgresPair.ExecuteAsync(_pair.Replica, "alter system set recovery_min_apply_delay = '1h'");
        await PostgresPair.ExecuteAsync(_pair.Replica, "select pg_reload_conf()");
        await CrashAsync(isWholeServer);
        await Eventually.BecomesAsync(_ => instance.ReadAsync<string>(Read), static read => read == ("jacket", DatabaseRole.Replica), because: "the replica is back, behind where it was");

        (await instance.ReadAsync<string>(Read, token)).ShouldBe(("coat", DatabaseRole.Primary));
        var seen = await instance.Database.ReadAsync(null, static (read, _) => Task.FromResult((read.Role, read.Position)), CancellationToken.None);
        seen.Role.ShouldBe(DatabaseRole.Replica);
        (seen.Position < token).ShouldBeTrue("what is cached under a position that is too high passes as new");
    }

    private async Task CrashAsync(bool isWholeServer)
    {
        if (isWholeServer)
        {
            _pair.Replica.Process.Kill();
            await _pair.Replica.StartAsync();
            return;
        }

        // One process that dies takes all others with it; the server starts them again by itself, and says that it has run since long ago.
        var before = await PostgresPair.ScalarAsync(_pair.Replica, "select pg_postmaster_start_time()");
        var victim = (int)(await PostgresPair.ScalarAsync(_pair.Replica, "select pid from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid() limit 1"))!;
        using var process = Process.GetProcessById(victim);
        process.Kill();
        await Eventually.BecomesAsync(_ => PostgresPair.ScalarAsync(_pair.Replica, "select pg_postmaster_start_time()"), start => Equals(start, before), because: "it answers again");
    }
}
