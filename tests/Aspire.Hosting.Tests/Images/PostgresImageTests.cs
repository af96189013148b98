using System.IO.Compression;
using System.Text;
using Aspire.Hosting.Engine.Images;
using Aspire.Hosting.Engine.Processes;
using Aspire.Hosting.Tests.Processes;
using Npgsql;

namespace Aspire.Hosting.Tests.Images;

/// <summary>The contract of the image <c>postgres</c> with a real PostgreSQL 15.</summary>
public sealed class PostgresImageTests : IAsyncLifetime
{
    private const string Password = "s3cret-of-postgres-77aa";
    private const string InitPath = PostgresInitScripts.ContainerPath;

    private static readonly CancellationToken None = CancellationToken.None;

    private readonly ContainerFixture _fixture = new();
    private readonly PostgresImage _image = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _fixture.DisposeAsync();

    [Fact]
    public async Task The_first_start_makes_the_database_and_later_ones_keep_it()
    {
        var container = Container() with
        {
            Environment = Variables(("POSTGRES_USER", "boss"), ("POSTGRES_DB", "Shop \"x\""), ("POSTGRES_INITDB_ARGS", "--data-checksums --auth-local=scram-sha-256")),
            Arguments = ["-c", "max_connections=33"],
        };
        var server = await _image.StartAsync(container, _fixture.Launcher, None);
        (await AskAsync("show max_connections", "boss")).ShouldBe("33");
        (await AskAsync("show data_checksums", "boss")).ShouldBe("on");
        (await AskAsync("show server_encoding", "boss")).ShouldBe("UTF8");
        (await AskAsync("select count(*)::text from pg_database where datname = 'Shop \"x\"'", "boss")).ShouldBe("1");
        await AskAsync("create table kept as select 1", "boss");
        await ContainerFixture.StopAsync(server);
        (await server.Exited).ShouldBe(0);

        var again = await _image.StartAsync(container, _fixture.Launcher, None);
        (await AskAsync("select count(*)::text from kept", "boss")).ShouldBe("1");
        await ContainerFixture.StopAsync(again);
    }

    [Fact]
    public async Task It_listens_on_both_loopback_addresses_alone_and_needs_the_password()
    {
        await _image.StartAsync(Container(), _fixture.Launcher, None);
        (await AskAsync("show listen_addresses")).ShouldBe("127.0.0.1,::1");
        (await AskAsync("show unix_socket_directories")).ShouldBeEmpty();
        (await AskAsync("select 'six'", host: "::1")).ShouldBe("six");
        var refused = await Should.ThrowAsync<PostgresException>(() => AskOnceAsync("select 1::text", password: "wrong"));
        refused.SqlState.ShouldBe(PostgresErrorCodes.InvalidPassword);

        // A base backup takes these two along; its server has the replica's own command line.
        var settings = await File.ReadAllTextAsync(Path.Combine(_fixture.Volume, "postgresql.conf"));
        settings.ShouldContain("listen_addresses = '127.0.0.1,::1'");
        settings.ShouldContain("unix_socket_directories = ''");
    }

    [Fact]
    public async Task Init_scripts_run_once_and_in_order()
    {
        _fixture.Write("init/10-table.sql", "create table steps (id serial, step text); insert into steps (step) values ('sql');");
        _fixture.Write("init/20-sourced.sh", """export FROM_SOURCED=seen; docker_process_sql -c "insert into steps (step) values ('sourced')" """);
        _fixture.Write(
            "init/30-executable.sh",
            """
            #!/bin/sh
            set -e
            psql -v ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname "$POSTGRES_DB" -c "insert into steps (step) values ('executable $FROM_SOURCED')"
            psql -qAt -c "select 1" >/dev/null
            """,
            isExecutable: true);
        WriteCompressed("init/40-compressed.sql.gz", "insert into steps (step) values ('compressed');");
        _fixture.Write("init/50-readme.txt", "no script");
        var container = WithInit(Container());
        var server = await _image.StartAsync(container, _fixture.Launcher, None);
        (await AskAsync("select string_agg(step, ',' order by id) from steps")).ShouldBe("sql,sourced,executable seen,compressed");
        await ContainerFixture.StopAsync(server);

        await _image.StartAsync(container, _fixture.Launcher, None);
        (await AskAsync("select count(*)::text from steps")).ShouldBe("4");
    }

    [Fact]
    public async Task An_init_script_that_fails_is_an_error_that_shows_why_and_the_next_start_begins_anew()
    {
        _fixture.Write("init/10-bad.sql", "select 1; select no_such_column;");
        var error = await FailsAsync(_image, WithInit(Container()));
        error.ShouldContain("10-bad.sql");
        error.ShouldContain("no_such_column");
        AssertNothingIsLeft();

        _fixture.Write("init/10-bad.sql", "create table good as select 1;");
        await _image.StartAsync(WithInit(Container()), _fixture.Launcher, None);
        (await AskAsync("select count(*)::text from good")).ShouldBe("1");
    }

    [Theory]
    [InlineData("initdb")]
    [InlineData("script")]
    public async Task A_first_start_that_is_killed_heals_at_the_next(string moment)
    {
        _fixture.Write("init/10-slow.sql", "create table slow as select 1; select pg_sleep(60);");
        var starting = _image.StartAsync(WithInit(Container()), _fixture.Launcher, None);
        await Eventually.IsTrueAsync(
            () => Temporary().Any(folder => moment == "initdb" ? Directory.Exists(Path.Combine(folder, "base")) : File.Exists(Path.Combine(folder, "postmaster.pid"))),
            because: "the first start is on its way");
        await _fixture.KillHostAsync();
        await Should.ThrowAsync<Exception>(() => starting);

        // A host that was killed could not clean up: put back what it would have left.
        Directory.CreateDirectory(Path.Combine(Path.GetDirectoryName(_fixture.Volume)!, ".data.new-killed", "base"));
        Directory.EnumerateFileSystemEntries(_fixture.Volume).ShouldBeEmpty();

        _fixture.Write("init/10-slow.sql", "create table quick as select 1;");
        await _image.StartAsync(WithInit(Container()), _fixture.Launcher, None);
        (await AskAsync("select count(*)::text from quick")).ShouldBe("1");
        AssertNothingIsLeft();
    }

    [Fact]
    public async Task A_cancelled_first_start_leaves_nothing_behind()
    {
        _fixture.Write("init/10-slow.sql", "select pg_sleep(60);");
        using var stop = new CancellationTokenSource();
        var starting = _image.StartAsync(WithInit(Container()), _fixture.Launcher, stop.Token);
        await Eventually.IsTrueAsync(() => Temporary().Any(static folder => File.Exists(Path.Combine(folder, "postmaster.pid"))));
        await stop.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => starting.WaitAsync(TimeSpan.FromSeconds(20)));
        AssertNothingIsLeft();
        LinuxProcess.WithCommandLine(_fixture.Folder).ShouldBeEmpty();
    }

    [Fact]
    public async Task After_a_kill_with_a_busy_client_it_starts_again_with_all_that_was_committed()
    {
        var server = await _image.StartAsync(Container(), _fixture.Launcher, None);
        await AskAsync("create table kept as select 1");
        await using var client = new NpgsqlConnection(ConnectionString());
        await client.OpenAsync();
        await using var busy = new NpgsqlCommand("select count(*) from generate_series(1, 100000000000)", client) { CommandTimeout = 0 };
        var query = busy.ExecuteScalarAsync();
        await Eventually.BecomesAsync(_ => AskAsync("select count(*)::text from pg_stat_activity where query like '%generate_series(1,%' and state = 'active' and pid <> pg_backend_pid()"), static count => count == "1");

        PosixSignals.SendToProcess(server.Id, PosixSignals.Kill);
        (await server.Exited).ShouldBe(128 + 9);
        File.Exists(Path.Combine(_fixture.Volume, "postmaster.pid")).ShouldBeTrue();
        await _image.StartAsync(Container(), _fixture.Launcher, None);
        (await AskAsync("select count(*)::text from kept")).ShouldBe("1");
        await Should.ThrowAsync<NpgsqlException>(() => query.WaitAsync(TimeSpan.FromSeconds(5)));
    }

    [Fact]
    public async Task The_hosts_death_ends_a_busy_server_with_all_its_processes()
    {
        var server = await _image.StartAsync(Container(), _fixture.Launcher, None);
        await AskAsync("select 1::text");
        await using var client = new NpgsqlConnection(ConnectionString());
        await client.OpenAsync();
        await using var busy = new NpgsqlCommand("select count(*) from generate_series(1, 100000000000)", client) { CommandTimeout = 0 };
        var query = busy.ExecuteScalarAsync();
        List<int> family = [];
        await Eventually.IsTrueAsync(() => (family = [server.Id, .. LinuxProcess.All().Where(id => LinuxProcess.IsAlive(id) && LinuxProcess.ParentOf(id) == server.Id)]).Count > 6);

        await _fixture.KillHostAsync();
        await Eventually.IsTrueAsync(() => !family.Any(LinuxProcess.IsAlive), TimeSpan.FromSeconds(2), "no process of the server is left");
        await Should.ThrowAsync<NpgsqlException>(() => query.WaitAsync(TimeSpan.FromSeconds(5)));
    }

    [Fact]
    public async Task A_lock_file_whose_number_another_server_has_by_now_does_not_prevent_the_start()
    {
        await using var other = new ContainerFixture();
        var stranger = await _image.StartAsync(Container(other), other.Launcher, None);
        await Eventually.IsTrueAsync(() => File.Exists(Path.Combine(other.Volume, "postmaster.pid")));
        var server = await _image.StartAsync(Container(), _fixture.Launcher, None);
        await AskAsync("select 1::text");
        await ContainerFixture.StopAsync(server);

        await File.WriteAllTextAsync(Path.Combine(_fixture.Volume, "postmaster.pid"), $"{stranger.Id}\n{_fixture.Volume}\n1700000000\n5432\n\n\n\nready   \n");
        await _image.StartAsync(Container(), _fixture.Launcher, None);
        (await AskAsync("select 'up'")).ShouldBe("up");
    }

    [Fact]
    public async Task A_living_server_of_another_host_on_the_same_data_is_a_clear_error()
    {
        var server = await _image.StartAsync(Container(), _fixture.Launcher, None);
        await AskAsync("select 1::text");
        await using var other = new ProcessLauncher();
        var error = await Should.ThrowAsync<DistributedApplicationException>(() => _image.StartAsync(Container(), other, None));
        error.Message.ShouldContain($"{server.Id}");
        error.Message.ShouldContain(_fixture.Volume);
        (await AskAsync("select 'still up'")).ShouldBe("still up");
    }

    [Fact]
    public async Task No_secret_is_ever_on_a_command_line()
    {
        await using var watch = new SecretWatch(Password);
        _fixture.Write("init/10-role.sh", """docker_process_sql --set "ON_ERROR_STOP=1" <<< "select 1" """);
        await _image.StartAsync(WithInit(Container()), _fixture.Launcher, None);
        await AskAsync("select 1::text");
        watch.Rounds.ShouldBeGreaterThan(5);
        watch.Seen.ShouldBeEmpty();
    }

    [Fact]
    public async Task Another_entrypoint_finds_the_programs_the_data_folder_and_the_port()
    {
        var script = _fixture.Write("closed/run.sh", "set -e\necho \"$PGDATA $REPLICA_HOME\"\numask 077\ninitdb --username=postgres --auth=trust >/dev/null\nexec postgres -c unix_socket_directories=");
        if (Environment.IsPrivilegedProcess)
        {
            // As a clone in root's home: the user that runs the script cannot reach it.
            File.SetUnixFileMode(Path.GetDirectoryName(script)!, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        var container = Container() with
        {
            Entrypoint = "/bin/bash",
            Arguments = ["/usr/local/bin/run.sh"],
            User = "postgres",
            Environment = Variables(("PGDATA", "/var/lib/postgresql/data/replica"), ("REPLICA_HOME", "/var/lib/postgresql/data")),
        };
        container = container with { Mounts = [.. container.Mounts, new NativeMount(script, "/usr/local/bin/run.sh", IsReadOnly: true)] };
        var server = await _image.StartAsync(container, _fixture.Launcher, None);
        (await AskAsync("select current_setting('data_directory')")).ShouldBe(Path.Combine(_fixture.Volume, "replica"));
        _fixture.Output.ShouldContain($"{_fixture.Volume}/replica {_fixture.Volume}");
        await ContainerFixture.StopAsync(server);
        (await server.Exited).ShouldBe(0);
    }

    [Fact]
    public async Task A_missing_password_is_a_clear_error() =>
        (await FailsAsync(_image, Container() with { Environment = new Dictionary<string, string>() })).ShouldContain("POSTGRES_PASSWORD");

    [Fact]
    public async Task A_folder_that_holds_something_else_or_another_version_is_never_touched()
    {
        var stray = Path.Combine(_fixture.Volume, "photo.jpg");
        await File.WriteAllTextAsync(stray, "x");
        (await FailsAsync(_image, Container())).ShouldContain("is not empty");
        File.Exists(stray).ShouldBeTrue();

        await File.WriteAllTextAsync(Path.Combine(_fixture.Volume, "PG_VERSION"), "14\n");
        (await FailsAsync(_image, Container())).ShouldContain("PostgreSQL 14");
    }

    [Fact]
    public async Task Another_version_than_the_tags_is_a_clear_error()
    {
        var error = await FailsAsync(_image, Container() with { Tag = "18.3" });
        error.ShouldContain("library/postgres:18.3");
        error.ShouldContain("PostgreSQL 15");
        error.ShouldContain("WithImageTag(\"15\")");
    }

    [Fact]
    public async Task A_missing_PostgreSQL_is_a_clear_error() =>
        (await FailsAsync(new PostgresImage(_fixture.Folder, searchPath: "/nowhere"), Container())).ShouldContain("apt-get install postgresql-15");

    [Fact]
    public async Task A_folder_that_is_closed_to_the_servers_user_is_a_clear_error()
    {
        if (!Environment.IsPrivilegedProcess)
        {
            // Without root the server's user is the one who owns the folder.
            return;
        }

        var closed = Path.GetDirectoryName(_fixture.Volume)!;
        File.SetUnixFileMode(closed, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        var error = await FailsAsync(_image, Container());
        error.ShouldContain($"chmod o+x {closed}");
    }

    private static Dictionary<string, string> Variables(params (string Name, string Value)[] more)
    {
        var variables = new Dictionary<string, string> { ["POSTGRES_PASSWORD"] = Password };
        foreach (var (name, value) in more)
        {
            variables[name] = value;
        }

        return variables;
    }

    private NativeContainer Container(ContainerFixture? fixture = null) =>
        (fixture ?? _fixture).Container("library/postgres", "15", "/var/lib/postgresql/data", 5432) with { Environment = Variables() };

    private NativeContainer WithInit(NativeContainer container) =>
        container with { Mounts = [.. container.Mounts, new NativeMount(Path.Combine(_fixture.Folder, "init"), InitPath, IsReadOnly: true)] };

    private string[] Temporary() => Directory.GetDirectories(Path.GetDirectoryName(_fixture.Volume)!, ".data.new-*");

    private void AssertNothingIsLeft() => Temporary().ShouldBeEmpty();

    private void WriteCompressed(string path, string content)
    {
        using var file = File.Create(Path.Combine(_fixture.Folder, path));
        using var compressed = new GZipStream(file, CompressionLevel.Fastest);
        compressed.Write(Encoding.UTF8.GetBytes(content));
    }

    private string ConnectionString(string user = "postgres", string host = "127.0.0.1", string password = Password) => new NpgsqlConnectionStringBuilder
    {
        Host = host,
        Port = _fixture.Port,
        Username = user,
        Password = password,
        Database = "postgres",
        Pooling = false,
        Timeout = 3,
    }.ConnectionString;

    private Task<string> AskAsync(string question, string user = "postgres", string host = "127.0.0.1") =>
        Eventually.BecomesAsync(_ => AskOnceAsync(question, user, host), static _ => true, because: "the server answers");

    private async Task<string> AskOnceAsync(string question, string user = "postgres", string host = "127.0.0.1", string password = Password)
    {
        await using var connection = new NpgsqlConnection(ConnectionString(user, host, password));
        await connection.OpenAsync();
#pragma warning disable CA2100 // The questions are the tests' own.
        await using var command = new NpgsqlCommand(question, connection);
#pragma warning restore CA2100
        return await command.ExecuteScalarAsync() as string ?? "";
    }

    private async Task<string> FailsAsync(PostgresImage image, NativeContainer container)
    {
        var error = await Should.ThrowAsync<DistributedApplicationException>(() => image.StartAsync(container, _fixture.Launcher, None));
        error.Message.ShouldContain("'thing'");
        return error.Message;
    }
}
