using Aspire.Hosting.Engine.Processes;
using Aspire.Hosting.Tests.Processes;
using Npgsql;

namespace Aspire.Hosting.Tests.Images;

/// <summary>Starts and servers that are cut off: killed, cancelled, or left without their host.</summary>
public sealed class PostgresRecoveryTests : PostgresTest
{
    [Theory]
    [InlineData("initdb")]
    [InlineData("script")]
    public async Task A_first_start_that_is_killed_heals_at_the_next(string moment)
    {
        Fixture.Write("init/10-slow.sql", "create table slow as select 1; select pg_sleep(60);");
        var starting = Image.StartAsync(WithInit(Container()), Fixture.Launcher, None);
        await Eventually.IsTrueAsync(
            () => Temporary().Any(folder => moment == "initdb" ? Directory.Exists(Path.Combine(folder, "base")) : File.Exists(Path.Combine(folder, "postmaster.pid"))),
            because: "the first start is on its way");
        await Fixture.KillHostAsync();
        await Should.ThrowAsync<Exception>(() => starting);

        // A host that was killed could not clean up: put back what it would have left.
        Directory.CreateDirectory(Path.Combine(Path.GetDirectoryName(Fixture.Volume)!, ".data.new-killed", "base"));
        Directory.EnumerateFileSystemEntries(Fixture.Volume).ShouldBeEmpty();

        Fixture.Write("init/10-slow.sql", "create table quick as select 1;");
        await Image.StartAsync(WithInit(Container()), Fixture.Launcher, None);
        (await AskAsync("select count(*)::text from quick")).ShouldBe("1");
        AssertNothingIsLeft();
    }

    [Fact]
    public async Task A_cancelled_first_start_leaves_nothing_behind()
    {
        Fixture.Write("init/10-slow.sql", "select pg_sleep(60);");
        using var stop = new CancellationTokenSource();
        var starting = Image.StartAsync(WithInit(Container()), Fixture.Launcher, stop.Token);
        await Eventually.IsTrueAsync(() => Temporary().Any(static folder => File.Exists(Path.Combine(folder, "postmaster.pid"))));
        await stop.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => starting.WaitAsync(TimeSpan.FromSeconds(20)));
        AssertNothingIsLeft();
        LinuxProcess.WithCommandLine(Fixture.Folder).ShouldBeEmpty();
    }

    [Fact]
    public async Task After_a_kill_with_a_busy_client_it_starts_again_with_all_that_was_committed()
    {
        var server = await Image.StartAsync(Container(), Fixture.Launcher, None);
        await AskAsync("create table kept as select 1");
        await using var client = new NpgsqlConnection(ConnectionString());
        await client.OpenAsync();
        await using var busy = new NpgsqlCommand("select count(*) from generate_series(1, 100000000000)", client) { CommandTimeout = 0 };
        var query = busy.ExecuteScalarAsync();
        await Eventually.BecomesAsync(_ => AskAsync("select count(*)::text from pg_stat_activity where query like '%generate_series(1,%' and state = 'active' and pid <> pg_backend_pid()"), static count => count == "1");

        PosixSignals.SendToProcess(server.Id, PosixSignals.Kill);
        (await server.Exited).ShouldBe(128 + 9);
        File.Exists(Path.Combine(Fixture.Volume, "postmaster.pid")).ShouldBeTrue();
        await Image.StartAsync(Container(), Fixture.Launcher, None);
        (await AskAsync("select count(*)::text from kept")).ShouldBe("1");
        await Should.ThrowAsync<NpgsqlException>(() => query.WaitAsync(TimeSpan.FromSeconds(60)));
    }

    [Fact]
    public async Task The_hosts_death_ends_a_busy_server_with_all_its_processes()
    {
        var server = await Image.StartAsync(Container(), Fixture.Launcher, None);
        await AskAsync("select 1::text");
        await using var client = new NpgsqlConnection(ConnectionString());
        await client.OpenAsync();
        await using var busy = new NpgsqlCommand("select count(*) from generate_series(1, 100000000000)", client) { CommandTimeout = 0 };
        var query = busy.ExecuteScalarAsync();
        List<int> family = [];
        await Eventually.IsTrueAsync(() => (family = [server.Id, .. LinuxProcess.All().Where(id => LinuxProcess.IsAlive(id) && LinuxProcess.ParentOf(id) == server.Id)]).Count > 6);

        await Fixture.KillHostAsync();
        await Eventually.IsTrueAsync(() => !family.Any(LinuxProcess.IsAlive), because: "no process of the server is left");
        await Should.ThrowAsync<NpgsqlException>(() => query.WaitAsync(TimeSpan.FromSeconds(60)));
    }

    [Fact]
    public async Task A_lock_file_whose_number_another_server_has_by_now_does_not_prevent_the_start()
    {
        await using var other = new ContainerFixture();
        var stranger = await Image.StartAsync(Container(other), other.Launcher, None);
        await Eventually.IsTrueAsync(() => File.Exists(Path.Combine(other.Volume, "postmaster.pid")));
        var server = await Image.StartAsync(Container(), Fixture.Launcher, None);
        await AskAsync("select 1::text");
        await ContainerFixture.StopAsync(server);

        await File.WriteAllTextAsync(Path.Combine(Fixture.Volume, "postmaster.pid"), $"{stranger.Id}\n{Fixture.Volume}\n1700000000\n5432\n\n\n\nready   \n");
        await Image.StartAsync(Container(), Fixture.Launcher, None);
        (await AskAsync("select 'up'")).ShouldBe("up");
    }
}
