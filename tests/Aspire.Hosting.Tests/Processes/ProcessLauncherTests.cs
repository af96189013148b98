using System.Diagnostics;
using System.Text;
using Aspire.Hosting.Engine.Processes;

namespace Aspire.Hosting.Tests.Processes;

public sealed class ProcessLauncherTests : IAsyncLifetime
{
    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(60);

    private readonly ProcessLauncher _launcher = new();
    private readonly Programs _programs = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _launcher.DisposeAsync();

    [Fact]
    public async Task The_process_id_is_that_of_the_program_itself_which_leads_its_own_session()
    {
        var child = await _launcher.StartAsync(_programs.Shell("echo $$; ps -o sid= -p $$; sleep 60"), None);
        await Eventually.IsTrueAsync(() => _programs.Output.Count == 2);
        _programs.Lines.Select(static line => line.Trim()).ShouldBe([$"{child.Id}", $"{child.Id}"]);
        LinuxProcess.CommandLine(child.Id).ShouldStartWith("/usr/bin/sh\0");
    }

    [Fact]
    public async Task The_environment_is_the_given_one_alone_even_with_names_that_are_no_identifiers()
    {
        var spec = _programs.Program("env") with
        {
            Environment = new Dictionary<string, string> { ["services__time-a1__http__0"] = "http://localhost:1", ["A"] = "b c" },
        };
        var child = await _launcher.StartAsync(spec, None);
        (await child.Exited).ShouldBe(0);
        _programs.Lines.Where(static line => !line.StartsWith(ProcessGuardian.Mark, StringComparison.Ordinal)).Order()
            .ShouldBe(["A=b c", "services__time-a1__http__0=http://localhost:1"]);
    }

    [Theory]
    [InlineData("exit 0", 0)]
    [InlineData("exit 7", 7)]
    [InlineData("kill -TERM $$", 128 + 15)]
    [InlineData("kill -KILL $$", 128 + 9)]
    public async Task Exited_is_the_exit_code_or_128_and_the_signal(string script, int expected)
    {
        var child = await _launcher.StartAsync(_programs.Shell(script), None);
        (await child.Exited.WaitAsync(Soon)).ShouldBe(expected);
        await Eventually.IsTrueAsync(() => !LinuxProcess.Exists(child.Id), because: "there is no zombie");
    }

    [Fact]
    public async Task Both_streams_are_delivered_before_the_exit_is_reported()
    {
        var child = await _launcher.StartAsync(_programs.Shell("echo one; echo two >&2; printf 'no end'"), None);
        await child.Exited.WaitAsync(Soon);
        _programs.Output.Where(static entry => !entry.IsError).Select(static entry => entry.Line).ShouldBe(["one", "no end"]);
        _programs.Output.Where(static entry => entry.IsError).Select(static entry => entry.Line).ShouldBe(["two"]);
    }

    [Fact]
    public async Task A_flood_on_both_streams_neither_blocks_nor_loses_a_line()
    {
        var child = await _launcher.StartAsync(_programs.Shell("seq 1 200000 & seq 1 200000 >&2; wait"), None);
        (await child.Exited.WaitAsync(Soon)).ShouldBe(0);
        _programs.Output.Count.ShouldBe(400_000);
        _programs.Output.Where(static entry => entry.IsError).Last().Line.ShouldBe("200000");
    }

    [Fact]
    public async Task A_long_line_is_handed_on_in_pieces_and_no_character_is_split()
    {
        var child = await _launcher.StartAsync(_programs.Shell("printf x; i=0; while [ $i -lt 50000 ]; do printf 'äö'; i=$((i+1)); done; echo"), None);
        await child.Exited.WaitAsync(Soon);
        _programs.Lines.ShouldAllBe(static line => Encoding.UTF8.GetByteCount(line) <= OutputLines.LongestLine);
        string.Concat(_programs.Lines).ShouldBe("x" + string.Concat(Enumerable.Repeat("äö", 50_000)));
        _programs.Output.Count.ShouldBe(4);
    }

    [Fact]
    public async Task Bytes_that_are_no_text_become_replacement_characters()
    {
        var child = await _launcher.StartAsync(_programs.Shell(@"printf 'a\377\376b\r\nc\000d\n'"), None);
        await child.Exited.WaitAsync(Soon);
        _programs.Lines.ShouldBe(["a\uFFFD\uFFFDb", "c\0d"]);
    }

    [Fact]
    public async Task Standard_input_is_the_given_text_and_then_ends()
    {
        var text = string.Concat(Enumerable.Repeat("0123456789", 30_000));
        var child = await _launcher.StartAsync(_programs.Program("wc", "-c") with { StandardInput = text }, None);
        await child.Exited.WaitAsync(Soon);
        _programs.Lines.ShouldBe(["300000"]);
    }

    [Fact]
    public async Task A_program_that_ignores_its_input_is_no_error()
    {
        var child = await _launcher.StartAsync(_programs.Program("true") with { StandardInput = new string('x', 1_000_000) }, None);
        (await child.Exited.WaitAsync(Soon)).ShouldBe(0);
    }

    [Fact]
    public async Task Without_input_standard_input_is_empty()
    {
        var child = await _launcher.StartAsync(_programs.Program("cat"), None);
        (await child.Exited.WaitAsync(Soon)).ShouldBe(0);
    }

    [Fact]
    public async Task Stopping_sends_the_stop_signal_and_waits_for_the_program()
    {
        var child = await _launcher.StartAsync(_programs.Shell("trap 'echo stopping; exit 3' INT; echo up; while :; do sleep 0.05; done") with { StopSignal = PosixSignals.Interrupt }, None);
        await Eventually.IsTrueAsync(() => _programs.Lines.Contains("up"));
        await child.StopAsync(TimeSpan.FromSeconds(10), None);
        (await child.Exited).ShouldBe(3);
        _programs.Lines.Last().ShouldBe("stopping");
        await child.StopAsync(TimeSpan.FromSeconds(10), None);
    }

    [Fact]
    public async Task A_program_that_ignores_the_stop_signal_is_killed_with_its_children_after_the_grace()
    {
        var child = await _launcher.StartAsync(_programs.Shell("trap '' TERM; sleep 611 & echo $!; while :; do sleep 612; done"), None);
        await Eventually.IsTrueAsync(() => !_programs.Output.IsEmpty);
        var grandchild = int.Parse(_programs.Lines.First(), System.Globalization.CultureInfo.InvariantCulture);
        var watch = Stopwatch.StartNew();
        await child.StopAsync(TimeSpan.FromMilliseconds(300), None);
        watch.Elapsed.ShouldBeInRange(TimeSpan.FromMilliseconds(290), Soon);
        (await child.Exited).ShouldBe(128 + 9);
        await Eventually.IsTrueAsync(() => !LinuxProcess.IsAlive(grandchild));
    }

    [Fact]
    public async Task A_cancelled_stop_kills_at_once()
    {
        var child = await _launcher.StartAsync(_programs.Shell("trap '' TERM; echo up; while :; do sleep 0.05; done"), None);
        await Eventually.IsTrueAsync(() => _programs.Lines.Contains("up"));
        using var stop = new CancellationTokenSource();
        var stopping = child.StopAsync(TimeSpan.FromMinutes(5), stop.Token);
        await stop.CancelAsync();
        await stopping.WaitAsync(Soon);
        (await child.Exited).ShouldBe(128 + 9);
    }

    [Fact]
    public async Task What_the_program_left_behind_ends_with_it()
    {
        var child = await _launcher.StartAsync(_programs.Shell("sleep 613 & echo $!"), None);
        (await child.Exited.WaitAsync(Soon)).ShouldBe(0);
        var left = int.Parse(_programs.Lines.Single(), System.Globalization.CultureInfo.InvariantCulture);
        await Eventually.IsTrueAsync(() => !LinuxProcess.IsAlive(left));
    }

    [Fact]
    public async Task A_descendant_in_another_session_that_holds_the_output_open_delays_the_exit_only_briefly()
    {
        var child = await _launcher.StartAsync(_programs.Shell("echo before; setsid sleep 614 & sleep 0.2; exit 5"), None);
        (await child.Exited.WaitAsync(Soon)).ShouldBe(5);
        _programs.Lines.ShouldBe(["before"]);
    }

    [Fact]
    public async Task Disposing_leaves_no_process_behind_not_even_in_other_sessions()
    {
        var launcher = new ProcessLauncher();
        var child = await launcher.StartAsync(_programs.Shell("setsid sleep 615 & sleep 615 & env | grep ^ASPIRE_LAUNCHER; wait"), None);
        await Eventually.IsTrueAsync(() => !_programs.Output.IsEmpty);
        var mark = _programs.Lines.Single();
        await Eventually.IsTrueAsync(() => LinuxProcess.WithEnvironment(mark).Count == 3);
        await launcher.DisposeAsync();
        LinuxProcess.WithEnvironment(mark).ShouldBeEmpty();
        (await child.Exited).ShouldBe(128 + 9);
        LinuxProcess.WithCommandLine(mark).ShouldBeEmpty("the guardian has ended");
        await Should.ThrowAsync<ObjectDisposedException>(() => launcher.StartAsync(_programs.Program("true"), None));
    }

    [Theory]
    [InlineData("redis-server", "apt-get install redis-server")]
    [InlineData("no-such-program", "PATH")]
    [InlineData("/no/such/program", "/no/such/program")]
    [InlineData("/etc/passwd", "/etc/passwd")]
    public async Task A_missing_program_is_an_error_that_names_it_and_says_what_to_do(string program, string advice)
    {
        var spec = _programs.Program(program) with { Environment = new Dictionary<string, string> { ["PATH"] = "/nowhere" } };
        var error = await Should.ThrowAsync<DistributedApplicationException>(() => _launcher.StartAsync(spec, None));
        error.Message.ShouldContain("'thing'");
        error.Message.ShouldContain(program);
        error.Message.ShouldContain(advice);
    }

    [Fact]
    public async Task A_missing_working_directory_or_user_is_a_clear_error()
    {
        (await Should.ThrowAsync<DistributedApplicationException>(() => _launcher.StartAsync(_programs.Program("true") with { WorkingDirectory = "/no/such/folder" }, None)))
            .Message.ShouldContain("/no/such/folder");
        (await Should.ThrowAsync<DistributedApplicationException>(() => _launcher.StartAsync(_programs.Program("true") with { User = "nobody-of-that-name" }, None)))
            .Message.ShouldContain("nobody-of-that-name");
    }

    [Fact]
    public async Task Running_to_the_end_returns_the_output_and_a_cancellation_kills()
    {
        var result = await _launcher.RunAsync(_programs.Shell("echo out; echo err >&2; exit 4"), None);
        result.ExitCode.ShouldBe(4);
        result.StandardOutput.ShouldBe("out");
        result.LastLines.ShouldContain("err");

        using var stop = new CancellationTokenSource();
        var running = _launcher.RunAsync(_programs.Shell("echo $$; sleep 616"), stop.Token);
        await Eventually.IsTrueAsync(() => _programs.Output.Count == 3);
        await stop.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => running.WaitAsync(Soon));
        await Eventually.IsTrueAsync(static () => LinuxProcess.WithCommandLine("sleep\0616").Count == 0, because: "its children have ended");
    }
}
