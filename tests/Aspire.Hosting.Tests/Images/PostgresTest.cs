using Aspire.Hosting.Engine.Images;
using Npgsql;

namespace Aspire.Hosting.Tests.Images;

/// <summary>A test with a server of the image <c>postgres</c>, on a folder of its own.</summary>
public abstract class PostgresTest : IAsyncLifetime
{
    private protected const string Password = "s3cret-of-postgres-77aa";

    private protected static readonly CancellationToken None = CancellationToken.None;

    private protected ContainerFixture Fixture { get; } = new();

    private protected PostgresImage Image { get; } = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await Fixture.DisposeAsync();

    private protected static Dictionary<string, string> Variables(params (string Name, string Value)[] more)
    {
        var variables = new Dictionary<string, string> { ["POSTGRES_PASSWORD"] = Password };
        foreach (var (name, value) in more)
        {
            variables[name] = value;
        }

        return variables;
    }

    private protected NativeContainer Container(ContainerFixture? fixture = null) =>
        (fixture ?? Fixture).Container("library/postgres", "15", "/var/lib/postgresql/data", 5432) with { Environment = Variables() };

    private protected NativeContainer WithInit(NativeContainer container) =>
        container with { Mounts = [.. container.Mounts, new NativeMount(Path.Combine(Fixture.Folder, "init"), PostgresInitScripts.ContainerPath, IsReadOnly: true)] };

    private protected string[] Temporary() => Directory.GetDirectories(Path.GetDirectoryName(Fixture.Volume)!, ".data.new-*");

    private protected void AssertNothingIsLeft() => Temporary().ShouldBeEmpty();

    private protected string ConnectionString(string user = "postgres", string host = "127.0.0.1", string password = Password) => new NpgsqlConnectionStringBuilder
    {
        Host = host,
        Port = Fixture.Port,
        Username = user,
        Password = password,
        Database = "postgres",
        Pooling = false,
        Timeout = 30,
    }.ConnectionString;

    private protected Task<string> AskAsync(string question, string user = "postgres", string host = "127.0.0.1") =>
        Eventually.BecomesAsync(_ => AskOnceAsync(question, user, host), static _ => true, because: "the server answers");

    private protected async Task<string> AskOnceAsync(string question, string user = "postgres", string host = "127.0.0.1", string password = Password)
    {
        await using var connection = new NpgsqlConnection(ConnectionString(user, host, password));
        await connection.OpenAsync();
#pragma warning disable CA2100 // The questions are the tests' own.
        await using var command = new NpgsqlCommand(question, connection);
#pragma warning restore CA2100
        return await command.ExecuteScalarAsync() as string ?? "";
    }

    private protected async Task<string> FailsAsync(PostgresImage image, NativeContainer container)
    {
        var error = await Should.ThrowAsync<DistributedApplicationException>(() => image.StartAsync(container, Fixture.Launcher, None));
        error.Message.ShouldContain("'thing'");
        return error.Message;
    }
}
