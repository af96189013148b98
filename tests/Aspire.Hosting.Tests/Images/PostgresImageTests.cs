using System.IO.Compression;
using System.Text;
using Aspire.Hosting.Engine.Images;
using Npgsql;

namespace Aspire.Hosting.Tests.Images;

/// <summary>The contract of the image <c>postgres</c> with a real PostgreSQL 15.</summary>
public sealed class PostgresImageTests : PostgresTest
{
    [Fact]
    public async Task The_first_start_makes_the_database_and_later_ones_keep_it()
    {
        var container = Container() with
        {
            Environment = Variables(("POSTGRES_USER", "boss"), ("POSTGRES_DB", "Shop \"x\""), ("POSTGRES_INITDB_ARGS", "--data-checksums --auth-local=scram-sha-256")),
            Arguments = ["-c", "max_connections=33"],
        };
        var server = await Image.StartAsync(container, Fixture.Launcher, None);
        (await AskAsync("show max_connections", "boss")).ShouldBe("33");
        (await AskAsync("show data_checksums", "boss")).ShouldBe("on");
        (await AskAsync("show server_encoding", "boss")).ShouldBe("UTF8");
        (await AskAsync("select count(*)::text from pg_database where datname = 'Shop \"x\"'", "boss")).ShouldBe("1");
        await AskAsync("create table kept as select 1", "boss");
        await ContainerFixture.StopAsync(server);
        (await server.Exited).ShouldBe(0);

        var again = await Image.StartAsync(container, Fixture.Launcher, None);
        (await AskAsync("select count(*)::text from kept", "boss")).ShouldBe("1");
        await ContainerFixture.StopAsync(again);
    }

    [Fact]
    public async Task It_listens_on_both_loopback_addresses_alone_and_needs_the_password()
    {
        await Image.StartAsync(Container(), Fixture.Launcher, None);
        (await AskAsync("show listen_addresses")).ShouldBe("127.0.0.1,::1");
        (await AskAsync("show unix_socket_directories")).ShouldBeEmpty();
        (await AskAsync("select 'six'", host: "::1")).ShouldBe("six");
        var refused = await Should.ThrowAsync<PostgresException>(() => AskOnceAsync("select 1::text", password: "wrong"));
        refused.SqlState.ShouldBe(PostgresErrorCodes.InvalidPassword);

        // A base backup takes these two along; its server has the replica's own command line.
        var settings = await File.ReadAllTextAsync(Path.Combine(Fixture.Volume, "postgresql.conf"));
        settings.ShouldContain("listen_addresses = '127.0.0.1,::1'");
        settings.ShouldContain("unix_socket_directories = ''");
    }

    [Fact]
    public async Task Init_scripts_run_once_and_in_order()
    {
        Fixture.Write("init/10-table.sql", "create table steps (id serial, step text); insert into steps (step) values ('sql');");
        Fixture.Write("init/20-sourced.sh", """export FROM_SOURCED=seen; docker_process_sql -c "insert into steps (step) values ('sourced')" """);
        Fixture.Write(
            "init/30-executable.sh",
            """
            #!/bin/sh
            set -e
            psql -v ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname "$POSTGRES_DB" -c "insert into steps (step) values ('executable $FROM_SOURCED')"
            psql -qAt -c "select 1" >/dev/null
            """,
            isExecutable: true);
        WriteCompressed("init/40-compressed.sql.gz", "insert into steps (step) values ('compressed');");
        Fixture.Write("init/50-readme.txt", "no script");
        var container = WithInit(Container());
        var server = await Image.StartAsync(container, Fixture.Launcher, None);
        (await AskAsync("select string_agg(step, ',' order by id) from steps")).ShouldBe("sql,sourced,executable seen,compressed");
        await ContainerFixture.StopAsync(server);

        await Image.StartAsync(container, Fixture.Launcher, None);
        (await AskAsync("select count(*)::text from steps")).ShouldBe("4");
    }

    [Fact]
    public async Task No_secret_is_ever_on_a_command_line()
    {
        await using var watch = new SecretWatch(Password);
        Fixture.Write("init/10-role.sh", """docker_process_sql --set "ON_ERROR_STOP=1" <<< "select 1" """);
        await Image.StartAsync(WithInit(Container()), Fixture.Launcher, None);
        await AskAsync("select 1::text");
        watch.Rounds.ShouldBeGreaterThan(5);
        watch.Seen.ShouldBeEmpty();
    }

    [Fact]
    public async Task Another_entrypoint_finds_the_programs_the_data_folder_and_the_port()
    {
        var script = Fixture.Write("closed/run.sh", "set -e\necho \"$PGDATA $REPLICA_HOME\"\numask 077\ninitdb --username=postgres --auth=trust >/dev/null\nexec postgres -c unix_socket_directories=");
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
        var server = await Image.StartAsync(container, Fixture.Launcher, None);
        (await AskAsync("select current_setting('data_directory')")).ShouldBe(Path.Combine(Fixture.Volume, "replica"));
        Fixture.Output.ShouldContain($"{Fixture.Volume}/replica {Fixture.Volume}");
        await ContainerFixture.StopAsync(server);
        (await server.Exited).ShouldBe(0);
    }

    private void WriteCompressed(string path, string content)
    {
        using var file = File.Create(Path.Combine(Fixture.Folder, path));
        using var compressed = new GZipStream(file, CompressionLevel.Fastest);
        compressed.Write(Encoding.UTF8.GetBytes(content));
    }
}
