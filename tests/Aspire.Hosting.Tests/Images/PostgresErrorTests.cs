using Aspire.Hosting.Engine.Images;
using Aspire.Hosting.Engine.Processes;

namespace Aspire.Hosting.Tests.Images;

/// <summary>What cannot be started says why, and harms nothing.</summary>
public sealed class PostgresErrorTests : PostgresTest
{
    [Fact]
    public async Task An_init_script_that_fails_is_an_error_that_shows_why_and_the_next_start_begins_anew()
    {
        Fixture.Write("init/10-bad.sql", "select 1; select no_such_column;");
        var error = await FailsAsync(Image, WithInit(Container()));
        error.ShouldContain("10-bad.sql");
        error.ShouldContain("no_such_column");
        AssertNothingIsLeft();

        Fixture.Write("init/10-bad.sql", "create table good as select 1;");
        await Image.StartAsync(WithInit(Container()), Fixture.Launcher, None);
        (await AskAsync("select count(*)::text from good")).ShouldBe("1");
    }

    [Fact]
    public async Task A_living_server_of_another_host_on_the_same_data_is_a_clear_error()
    {
        var server = await Image.StartAsync(Container(), Fixture.Launcher, None);
        await AskAsync("select 1::text");
        await using var other = new ProcessLauncher();
        var error = await Should.ThrowAsync<DistributedApplicationException>(() => Image.StartAsync(Container(), other, None));
        error.Message.ShouldContain($"{server.Id}");
        error.Message.ShouldContain(Fixture.Volume);
        (await AskAsync("select 'still up'")).ShouldBe("still up");
    }

    [Fact]
    public async Task A_missing_password_is_a_clear_error() =>
        (await FailsAsync(Image, Container() with { Environment = new Dictionary<string, string>() })).ShouldContain("POSTGRES_PASSWORD");

    [Fact]
    public async Task A_folder_that_holds_something_else_or_another_version_is_never_touched()
    {
        var stray = Path.Combine(Fixture.Volume, "photo.jpg");
        await File.WriteAllTextAsync(stray, "x");
        (await FailsAsync(Image, Container())).ShouldContain("is not empty");
        File.Exists(stray).ShouldBeTrue();

        await File.WriteAllTextAsync(Path.Combine(Fixture.Volume, "PG_VERSION"), "14\n");
        (await FailsAsync(Image, Container())).ShouldContain("PostgreSQL 14");
    }

    [Fact]
    public async Task Another_version_than_the_tags_is_a_clear_error()
    {
        var error = await FailsAsync(Image, Container() with { Tag = "18.3" });
        error.ShouldContain("library/postgres:18.3");
        error.ShouldContain("PostgreSQL 15");
        error.ShouldContain("WithImageTag(\"15\")");
    }

    [Fact]
    public async Task A_missing_PostgreSQL_is_a_clear_error() =>
        (await FailsAsync(new PostgresImage(Fixture.Folder, searchPath: "/nowhere"), Container())).ShouldContain("apt-get install postgresql-15");

    [Fact]
    public async Task A_folder_that_is_closed_to_the_servers_user_is_a_clear_error()
    {
        if (!Environment.IsPrivilegedProcess)
        {
            // Without root the server's user is the one who owns the folder.
            return;
        }

        var closed = Path.GetDirectoryName(Fixture.Volume)!;
        File.SetUnixFileMode(closed, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        var error = await FailsAsync(Image, Container());
        error.ShouldContain($"chmod o+x {closed}");
    }
}
