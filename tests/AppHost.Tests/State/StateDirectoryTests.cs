using MyArch.AppHost.State;

namespace MyArch.AppHost.Tests.State;

public sealed class StateDirectoryTests : IDisposable
{
    private static readonly RunningSystem Running = new(4711, "prod", "http://localhost:8080", "https://localhost:8443", "http://localhost:40000", "http://localhost:18888", "token", "api key", "key");
    private readonly TemporaryDirectory _root = new();

    public void Dispose() => _root.Dispose();

    [Fact]
    public void A_second_holder_is_refused_and_told_who_runs_where()
    {
        using var first = StateDirectory.Open(_root.Combine("prod"));
        new RunningFile(first).Write(Running, CancellationToken.None);

        var refusal = Should.Throw<StartupException>(() => StateDirectory.Open(_root.Combine("prod"))).Message;

        refusal.ShouldContain("4711");
        refusal.ShouldContain("http://localhost:8080");
        File.Exists(first.RunningFile).ShouldBeTrue("the refused start must not touch the running system's file");
    }

    [Fact]
    public void A_second_holder_during_the_start_is_refused_too()
    {
        using var first = StateDirectory.Open(_root.Combine("prod"));

        Should.Throw<StartupException>(() => StateDirectory.Open(_root.Combine("prod"))).Message.ShouldContain("running already");
    }

    [Fact]
    public void Environments_do_not_share_a_lock()
    {
        using var prod = StateDirectory.Open(_root.Combine("prod"));
        using var test = StateDirectory.Open(_root.Combine("test"));

        test.Path.ShouldNotBe(prod.Path);
    }

    [Fact]
    public void After_disposal_it_can_be_opened_again_and_what_a_killed_run_left_is_gone()
    {
        using (var killed = StateDirectory.Open(_root.Combine("prod")))
        {
            new RunningFile(killed).Write(Running, CancellationToken.None);
        }

        using var next = StateDirectory.Open(_root.Combine("prod"));

        File.Exists(next.RunningFile).ShouldBeFalse();
    }

    [Fact]
    public void A_place_that_cannot_be_written_is_named_with_the_variable_to_set()
    {
        File.WriteAllText(_root.Combine("file"), "not a directory");

        var refusal = Should.Throw<StartupException>(() => StateDirectory.Open(_root.Combine("file", "prod"))).Message;

        refusal.ShouldContain(_root.Combine("file", "prod"));
        refusal.ShouldContain("MYARCH_STATE");
    }

    [Fact]
    public void The_running_file_is_its_owners_alone_and_says_what_scripts_need()
    {
        using var state = StateDirectory.Open(_root.Combine("prod"));

        new RunningFile(state).Write(Running, CancellationToken.None);

        File.GetUnixFileMode(state.RunningFile).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        var json = File.ReadAllText(state.RunningFile);
        foreach (var part in new[] { "\"pid\": 4711", "\"environment\": \"prod\"", "\"gateway\"", "\"gatewayHttps\"", "\"internal\"", "\"dashboard\"", "\"dashboardToken\"", "\"dashboardApiKey\"" })
        {
            json.ShouldContain(part);
        }
    }

    [Fact]
    public void What_stops_is_not_said_to_be_ready()
    {
        using var state = StateDirectory.Open(_root.Combine("prod"));
        var file = new RunningFile(state);
        using var stopping = new CancellationTokenSource();
        stopping.Cancel();
        file.Delete();

        Should.Throw<OperationCanceledException>(() => file.Write(Running, stopping.Token));

        File.Exists(state.RunningFile).ShouldBeFalse();
    }

    [Fact]
    public void Reset_deletes_everything_but_the_lock_and_says_what()
    {
        using var state = StateDirectory.Open(_root.Combine("prod"));
        Directory.CreateDirectory(state.PathOf("store/volumes/some-data"));
        File.WriteAllText(state.PathOf("gateway.pfx"), "");

        state.Reset().Order().ShouldBe(["gateway.pfx", "store"]);

        Directory.EnumerateFileSystemEntries(state.Path).Select(Path.GetFileName).ShouldBe(["lock"]);
        Should.Throw<StartupException>(() => StateDirectory.Open(state.Path)).Message.ShouldContain("running already");
    }
}
