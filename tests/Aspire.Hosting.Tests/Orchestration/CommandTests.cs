using System.Diagnostics;
using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Tests.Orchestration;

public sealed class CommandTests
{
    [Fact]
    public async Task Stop_and_start_give_a_new_process_on_the_same_address()
    {
        await using var test = new TestApplication();
        var service = test.AddService("web").WithHttpHealthCheck("/health");
        await test.StartAsync();
        var first = (await test.HealthyAsync("web")).Snapshot;
        var address = service.GetEndpoint("http").Url;

        (await test.ExecuteAsync("web", KnownResourceCommands.StopCommand)).Success.ShouldBeTrue();
        test.Snapshot("web").State!.Text.ShouldBe(KnownResourceStates.Finished);
        TestApplication.IsAlive(TestApplication.Pid(first)).ShouldBeFalse();

        (await test.ExecuteAsync("web", KnownResourceCommands.StartCommand)).Success.ShouldBeTrue();
        var second = (await test.HealthyAsync("web")).Snapshot;
        TestApplication.Pid(second).ShouldNotBe(TestApplication.Pid(first));
        second.ExitCode.ShouldBeNull();
        second.StopTimeStamp.ShouldBeNull();
        service.GetEndpoint("http").Url.ShouldBe(address);
        using var client = new HttpClient();
        (await client.GetAsync($"{address}/health", test.Deadline)).EnsureSuccessStatusCode();
        test.HostLog.ShouldBeEmpty();
    }

    [Fact]
    public async Task Restart_announces_ready_once_per_start()
    {
        await using var test = new TestApplication();
        var ready = 0;
        var stopped = 0;
        test.AddService("web").WithHttpHealthCheck("/health")
            .OnResourceReady((_, _, _) => Task.FromResult(Interlocked.Increment(ref ready)))
            .OnResourceStopped((_, _, _) => Task.FromResult(Interlocked.Increment(ref stopped)));
        await test.StartAsync();
        await test.HealthyAsync("web");
        (await test.ExecuteAsync("web", KnownResourceCommands.RestartCommand)).Success.ShouldBeTrue();
        await test.HealthyAsync("web");
        ready.ShouldBe(2);
        await Eventually.IsTrueAsync(() => stopped == 1);
    }

    [Fact]
    public async Task Explicit_start_resources_start_at_the_same_time_when_commanded()
    {
        await using var test = new TestApplication();
        test.AddScript("one", "exec sleep 1000").WithExplicitStart();
        var broken = test.AddScript("gate", "exec sleep 1000").WithExplicitStart();
        test.AddScript("blocked", "exec sleep 1000").WithExplicitStart().WaitFor(broken);
        await test.StartAsync();

        var blocked = test.ExecuteAsync("blocked", KnownResourceCommands.StartCommand);
        (await test.ExecuteAsync("one", KnownResourceCommands.StartCommand)).Success.ShouldBeTrue();
        blocked.IsCompleted.ShouldBeFalse();
        (await test.ExecuteAsync("gate", KnownResourceCommands.StartCommand)).Success.ShouldBeTrue();
        (await blocked).Success.ShouldBeTrue();
    }

    [Fact]
    public async Task A_start_that_fails_is_a_failure_with_its_reason()
    {
        await using var test = new TestApplication();
        test.Builder.AddExecutable("absent", "no-such-program", "/").WithExplicitStart();
        await test.StartAsync();
        var result = await test.ExecuteAsync("absent", KnownResourceCommands.StartCommand);
        result.Success.ShouldBeFalse();
        result.Message!.ShouldContain("no-such-program");
    }

    [Fact]
    public async Task Starting_what_runs_and_stopping_what_does_not_change_nothing()
    {
        await using var test = new TestApplication();
        test.AddScript("idle", "exec sleep 1000");
        test.AddScript("later", "exec sleep 1000").WithExplicitStart();
        await test.StartAsync();
        var pid = TestApplication.Pid(await test.ReachesAsync("idle", KnownResourceStates.Running));
        (await test.ExecuteAsync("idle", KnownResourceCommands.StartCommand)).Success.ShouldBeTrue();
        TestApplication.Pid(test.Snapshot("idle")).ShouldBe(pid);
        (await test.ExecuteAsync("later", KnownResourceCommands.StopCommand)).Success.ShouldBeTrue();
        test.Snapshot("later").State!.Text.ShouldBe(KnownResourceStates.NotStarted);
    }

    [Theory]
    [InlineData("start", "Running")]
    [InlineData("restart", "Running")]
    [InlineData("stop", "Finished")]
    public async Task A_command_in_the_moment_in_which_a_program_ends_by_itself_does_what_it_says(string command, string state)
    {
        using var everybodyKnows = new ManualResetEventSlim();
        await using var test = new TestApplication();
        var service = test.AddScript("service", "exec sleep 1000");
        // What lives in the program is told after it: until then the program's end is known and not complete.
        test.Builder.AddResource(new Part("part", service.Resource)).WithCommand("wait", "Wait", static _ => Task.FromResult(CommandResults.Success()), new CommandOptions
        {
            UpdateState = context =>
            {
                if (KnownResourceStates.TerminalStates.Contains(context.ResourceSnapshot.State?.Text))
                {
                    everybodyKnows.Wait(test.Deadline);
                }

                return ResourceCommandState.Enabled;
            },
        });
        await test.StartAsync();
        var first = TestApplication.Pid(await test.ReachesAsync("service", KnownResourceStates.Running));
        using (var process = Process.GetProcessById(first))
        {
            process.Kill();
        }

        await test.ReachesAsync("service", KnownResourceStates.Finished);
        var executing = test.ExecuteAsync("service", command);
        everybodyKnows.Set();
        (await executing).Success.ShouldBeTrue();

        test.Snapshot("service").State!.Text.ShouldBe(state);
        if (state == KnownResourceStates.Running)
        {
            TestApplication.Pid(test.Snapshot("service")).ShouldNotBe(first);
        }
    }

    [Fact]
    public async Task Stop_gives_up_a_start_that_waits()
    {
        await using var test = new TestApplication();
        var never = test.AddScript("never", "exec sleep 1000").WithExplicitStart();
        test.AddScript("waiting", "exec sleep 1000").WaitFor(never);
        var starting = test.StartAsync();
        await Eventually.IsTrueAsync(() => test.StatesOf("waiting").Contains(KnownResourceStates.Waiting));
        (await test.ExecuteAsync("waiting", KnownResourceCommands.StopCommand)).Success.ShouldBeTrue();
        test.Snapshot("waiting").State!.Text.ShouldBe(KnownResourceStates.Finished);
        await starting;
    }

    [Fact]
    public async Task A_program_that_ignores_the_stop_signal_is_killed_after_six_seconds()
    {
        await using var test = new TestApplication();
        test.AddScript("stubborn", "trap '' TERM; echo ready; while true; do sleep 1; done");
        await test.StartAsync();
        await Eventually.IsTrueAsync(() => test.Lines("stubborn").Contains("ready"));
        var watch = Stopwatch.StartNew();
        (await test.ExecuteAsync("stubborn", KnownResourceCommands.StopCommand)).Success.ShouldBeTrue();
        watch.Elapsed.ShouldBeGreaterThan(TimeSpan.FromSeconds(5.5));
        test.Snapshot("stubborn").ExitCode.ShouldBe(137);
    }

    [Fact]
    public async Task Commands_are_enabled_as_the_state_allows()
    {
        await using var test = new TestApplication();
        test.AddScript("idle", "exec sleep 1000");
        await test.StartAsync();
        var running = await test.ReachesAsync("idle", KnownResourceStates.Running);
        State(running, "start").ShouldBe(ResourceCommandState.Hidden);
        State(running, "stop").ShouldBe(ResourceCommandState.Enabled);
        State(running, "restart").ShouldBe(ResourceCommandState.Enabled);
        await test.ExecuteAsync("idle", "stop");
        State(test.Snapshot("idle"), "start").ShouldBe(ResourceCommandState.Enabled);
        State(test.Snapshot("idle"), "stop").ShouldBe(ResourceCommandState.Hidden);

        static ResourceCommandState State(CustomResourceSnapshot snapshot, string name) => snapshot.Commands.Single(c => c.Name == name).State;
    }

    [Fact]
    public async Task Own_commands_get_their_resource_and_their_failures_are_results()
    {
        await using var test = new TestApplication();
        test.AddScript("idle", "exec sleep 1000")
            .WithCommand("greet", "Greet", context => Task.FromResult(CommandResults.Success($"hello {context.ResourceName}")))
            .WithCommand("break", "Break", _ => throw new InvalidOperationException("broken"), new CommandOptions { Description = "Breaks", IsHighlighted = true })
            .WithCommand("leave", "Leave", _ => throw new OperationCanceledException());
        await test.StartAsync();

        (await test.ExecuteAsync("idle", "greet")).Message.ShouldBe("hello idle");
        var broken = await test.ExecuteAsync("idle", "break");
        (broken.Success, broken.Message).ShouldBe((false, "broken"));
        (await test.ExecuteAsync("idle", "leave")).Canceled.ShouldBeTrue();
        (await test.ExecuteAsync("idle", "dance")).Message!.ShouldContain("'dance'");
        (await test.ExecuteAsync("nobody", "greet")).Message!.ShouldContain("'nobody'");
    }

    private sealed class Part(string name, ExecutableResource parent) : Resource(name), IResourceWithParent<ExecutableResource>
    {
        public ExecutableResource Parent { get; } = parent;
    }
}
