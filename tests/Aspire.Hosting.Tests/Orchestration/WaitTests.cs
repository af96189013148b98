using System.Diagnostics;
using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Tests.Orchestration;

public sealed class WaitTests
{
    [Fact]
    public async Task WaitFor_waits_until_the_other_is_healthy_and_its_ready_handlers_are_done()
    {
        await using var test = new TestApplication();
        var handler = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var called = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var first = test.AddService("first").WithHttpHealthCheck("/health").OnResourceReady(async (_, _, token) =>
        {
            called.SetResult();
            await handler.Task.WaitAsync(token);
        });
        test.AddScript("second", "exec sleep 1000").WaitFor(first);

        var starting = test.StartAsync();
        await called.Task.WaitAsync(test.Deadline);
        (await test.ReachesAsync("second", KnownResourceStates.Waiting)).Properties.ShouldContain(p => p.Name == "resource.waitingFor");
        starting.IsCompleted.ShouldBeFalse();

        handler.SetResult();
        await test.ReachesAsync("second", KnownResourceStates.Running);
        await starting;
        test.StatesOf("second").ShouldContain(KnownResourceStates.Waiting);
    }

    [Fact]
    public async Task Resources_without_waits_start_while_others_wait()
    {
        await using var test = new TestApplication();
        var unhealthy = test.AddService("unhealthy").WithHttpHealthCheck("/health").WithEnvironment("Sample__Healthy", "false");
        test.AddScript("waiting", "exec sleep 1000").WaitFor(unhealthy);
        test.AddScript("free", "exec sleep 1000");

        var starting = test.StartAsync();
        await Eventually.IsTrueAsync(() => test.StatesOf("free").Contains(KnownResourceStates.Running));
        await test.ReachesAsync("unhealthy", KnownResourceStates.Running);
        await test.ReachesAsync("waiting", KnownResourceStates.Waiting);
        starting.IsCompleted.ShouldBeFalse();
        await test.App.StopAsync(test.Deadline);
        await Should.ThrowAsync<OperationCanceledException>(() => starting);
    }

    [Fact]
    public async Task WaitForStart_does_not_wait_for_health()
    {
        await using var test = new TestApplication();
        var unhealthy = test.AddService("unhealthy").WithHttpHealthCheck("/health").WithEnvironment("Sample__Healthy", "false");
        test.AddScript("eager", "exec sleep 1000").WaitForStart(unhealthy);
        await test.StartAsync();
        await test.ReachesAsync("eager", KnownResourceStates.Running);
    }

    [Fact]
    public async Task WaitForCompletion_waits_for_the_exit_code()
    {
        await using var test = new TestApplication();
        var job = test.AddScript("job", "exit 3");
        test.AddScript("after", "exec sleep 1000").WaitForCompletion(job, exitCode: 3);
        test.AddScript("never", "exec sleep 1000").WaitForCompletion(job);
        await test.StartAsync();

        await test.ReachesAsync("after", KnownResourceStates.Running);
        await test.ReachesAsync("never", KnownResourceStates.FailedToStart);
        test.HostLog.ShouldContain(l => l.Contains("'never'", StringComparison.Ordinal) && l.Contains("exit code 3", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("exit 5", "exit code 5")]
    [InlineData(null, "failed to start")]
    public async Task A_wait_that_can_never_be_met_fails_at_once_and_says_why(string? script, string reason)
    {
        await using var test = new TestApplication();
        var broken = script is null ? test.Builder.AddExecutable("broken", "no-such-program", "/") : test.AddScript("broken", script);
        broken.WithHealthCheck("never");
        test.Builder.AddNeverHealthyCheck("never");
        var second = test.AddScript("second", "exec sleep 1000").WaitFor(broken);
        test.AddScript("third", "exec sleep 1000").WaitFor(second);

        var watch = Stopwatch.StartNew();
        await test.StartAsync();
        watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(20));
        test.Snapshot("second").State!.Text.ShouldBe(KnownResourceStates.FailedToStart);
        test.Snapshot("third").State!.Text.ShouldBe(KnownResourceStates.FailedToStart);
        test.HostLog.ShouldContain(l => l.Contains("'second'", StringComparison.Ordinal) && l.Contains("'broken'", StringComparison.Ordinal) && l.Contains(reason, StringComparison.Ordinal));
        test.HostLog.ShouldContain(l => l.Contains("'third'", StringComparison.Ordinal) && l.Contains("'second' failed to start", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_ready_handler_that_fails_fails_those_that_wait()
    {
        await using var test = new TestApplication();
        var first = test.AddScript("first", "exec sleep 1000").OnResourceReady((_, _, _) => throw new InvalidOperationException("no database today"));
        test.AddScript("second", "exec sleep 1000").WaitFor(first);
        await test.StartAsync();
        test.Snapshot("second").State!.Text.ShouldBe(KnownResourceStates.FailedToStart);
        test.HostLog.ShouldContain(l => l.Contains("'second'", StringComparison.Ordinal) && l.Contains("no database today", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_behaviour_of_waiting_on_goes_on_until_somebody_starts_the_other_again()
    {
        await using var test = new TestApplication();
        using var directory = new TemporaryDirectory();
        var flag = directory.Combine("flag");
        var first = test.AddScript("first", $"test -e {flag} && exec sleep 1000; exit 1");
        test.AddScript("second", "exec sleep 1000").WaitFor(first, WaitBehavior.WaitOnResourceUnavailable);
        var starting = test.StartAsync();
        await Eventually.IsTrueAsync(() => test.StatesOf("first").Contains(KnownResourceStates.Finished));
        await File.WriteAllTextAsync(flag, "", test.Deadline);
        (await test.ExecuteAsync("first", KnownResourceCommands.StartCommand)).Success.ShouldBeTrue();
        await test.ReachesAsync("second", KnownResourceStates.Running);
        await starting;
    }

    [Fact]
    public async Task The_start_command_takes_a_waiting_resource_out_of_its_wait()
    {
        await using var test = new TestApplication();
        var later = test.AddScript("later", "exec sleep 1000").WithExplicitStart();
        test.AddScript("impatient", "exec sleep 1000").WaitFor(later);
        var starting = test.StartAsync();
        await Eventually.IsTrueAsync(() => test.StatesOf("impatient").Contains(KnownResourceStates.Waiting));
        (await test.ExecuteAsync("impatient", KnownResourceCommands.StartCommand)).Success.ShouldBeTrue();
        test.Snapshot("impatient").State!.Text.ShouldBe(KnownResourceStates.Running);
        await starting;
        test.Snapshot("later").State!.Text.ShouldBe(KnownResourceStates.NotStarted);
    }
}
