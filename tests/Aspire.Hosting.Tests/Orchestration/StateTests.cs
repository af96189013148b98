using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Aspire.Hosting.Tests.Orchestration;

public sealed class StateTests
{
    [Fact]
    public async Task A_program_goes_from_not_started_over_starting_to_running_and_shows_its_pid_and_start_time()
    {
        await using var test = new TestApplication();
        test.AddScript("idle", "exec sleep 1000");
        await test.StartAsync();

        var snapshot = await test.ReachesAsync("idle", KnownResourceStates.Running);
        TestApplication.IsAlive(TestApplication.Pid(snapshot)).ShouldBeTrue();
        snapshot.ResourceType.ShouldBe("Executable");
        snapshot.StartTimeStamp.ShouldNotBeNull();
        snapshot.State!.Style.ShouldBe(KnownResourceStateStyles.Success);
        snapshot.HealthStatus.ShouldBe(HealthStatus.Healthy);
        await Eventually.IsTrueAsync(() => test.StatesOf("idle").Count == 3);
        test.StatesOf("idle").ShouldBe([KnownResourceStates.NotStarted, KnownResourceStates.Starting, KnownResourceStates.Running]);
    }

    [Theory]
    [InlineData(0, "info")]
    [InlineData(7, "error")]
    public async Task A_program_that_ends_by_itself_is_finished_with_its_exit_code(int exitCode, string style)
    {
        await using var test = new TestApplication();
        test.AddScript("short", $"exit {exitCode}");
        await test.StartAsync();

        var snapshot = await test.ReachesAsync("short", KnownResourceStates.Finished);
        snapshot.ExitCode.ShouldBe(exitCode);
        snapshot.State!.Style.ShouldBe(style);
        snapshot.StopTimeStamp.ShouldNotBeNull();
        snapshot.HealthStatus.ShouldBeNull();
    }

    [Fact]
    public async Task A_crash_is_one_log_entry_with_name_exit_code_and_last_lines()
    {
        await using var test = new TestApplication();
        test.AddScript("crashing", "for i in $(seq 30); do echo line $i; done; exit 9");
        await test.StartAsync();
        await test.ReachesAsync("crashing", KnownResourceStates.Finished);

        await Eventually.IsTrueAsync(() => test.HostLog.Any(l => l.Contains("exit code 9", StringComparison.Ordinal)));
        var entry = test.HostLog.Single();
        entry.ShouldContain("'crashing'");
        entry.ShouldContain("line 30");
        entry.ShouldContain("line 11");
        entry.ShouldNotContain("line 10\n");
    }

    [Fact]
    public async Task A_missing_program_fails_to_start_with_a_message_that_names_the_resource_and_the_program()
    {
        await using var test = new TestApplication();
        test.Builder.AddExecutable("absent", "no-such-program-here", "/");
        await test.StartAsync();

        (await test.ReachesAsync("absent", KnownResourceStates.FailedToStart)).State!.Style.ShouldBe(KnownResourceStateStyles.Error);
        test.HostLog.ShouldContain(l => l.Contains("'absent'", StringComparison.Ordinal) && l.Contains("no-such-program-here", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_missing_working_directory_fails_to_start()
    {
        await using var test = new TestApplication();
        test.Builder.AddExecutable("lost", "sleep", "/no/such/folder", "1");
        await test.StartAsync();
        await test.ReachesAsync("lost", KnownResourceStates.FailedToStart);
        test.HostLog.ShouldContain(l => l.Contains("/no/such/folder", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_explicit_start_resource_stays_not_started_but_has_its_address_from_the_beginning()
    {
        await using var test = new TestApplication();
        test.AddService("later").WithExplicitStart();
        await test.StartAsync();

        test.Snapshot("later").State!.Text.ShouldBe(KnownResourceStates.NotStarted);
        test.Snapshot("later").Urls.Single().IsInactive.ShouldBeTrue();
        await Eventually.IsTrueAsync(() => test.StatesOf("later") is ["NotStarted"]);
    }

    [Fact]
    public async Task Relationships_parents_and_urls_are_part_of_the_state()
    {
        await using var test = new TestApplication();
        var one = test.AddScript("one", "exec sleep 1000");
        test.AddService("two").WithParentRelationship(one).WithReferenceRelationship(one)
            .WithUrlForEndpoint("http", url => url.DisplayText = "the site")
            .WithUrlForEndpoint("http", _ => new ResourceUrlAnnotation { Url = "/health", DisplayLocation = UrlDisplayLocation.DetailsOnly });
        await test.StartAsync();

        var snapshot = await test.ReachesAsync("two", KnownResourceStates.Running);
        snapshot.Relationships.ShouldBe([new RelationshipSnapshot("one", "Parent"), new RelationshipSnapshot("one", "Reference")]);
        snapshot.Urls.Select(u => (u.Name, u.IsInternal, u.IsInactive, u.DisplayProperties.DisplayName)).ShouldBe([("http", false, false, "the site"), ("http", true, false, "")]);
        snapshot.Urls[1].Url.ShouldBe($"{snapshot.Urls[0].Url}/health");
    }
}
