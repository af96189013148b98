using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Aspire.Hosting.Tests.Orchestration;

public sealed class HealthTests
{
    [Fact]
    public async Task Health_follows_the_checks_while_the_resource_runs()
    {
        await using var test = new TestApplication();
        test.AddService("web").WithHttpHealthCheck("/health");
        await test.StartAsync();
        await test.HealthyAsync("web");

        using var client = test.App.CreateHttpClient("web");
        await client.PostAsync("/health/false", content: null, test.Deadline);
        var unhealthy = await test.App.ResourceNotifications.WaitForResourceAsync("web", e => e.Snapshot.HealthStatus == HealthStatus.Unhealthy, test.Deadline);
        unhealthy.Snapshot.HealthReports.Single().Description!.ShouldContain("503 instead of 200");
        unhealthy.Snapshot.State!.Text.ShouldBe(KnownResourceStates.Running);

        await client.PostAsync("/health/true", content: null, test.Deadline);
        var healthy = await test.App.ResourceNotifications.WaitForResourceAsync("web", e => e.Snapshot.HealthStatus == HealthStatus.Healthy, test.Deadline);
        healthy.Snapshot.HealthReports.Single().LastRunAt.ShouldNotBeNull();
    }

    [Fact]
    public async Task The_worst_of_several_checks_counts()
    {
        await using var test = new TestApplication();
        test.Builder.Services.AddHealthChecks().AddCheck("fine", () => HealthCheckResult.Healthy()).AddCheck("meagre", () => HealthCheckResult.Degraded("slow"));
        test.AddScript("idle", "exec sleep 1000").WithHealthCheck("fine").WithHealthCheck("meagre");
        await test.StartAsync();
        var degraded = await test.App.ResourceNotifications.WaitForResourceAsync("idle", e => e.Snapshot.HealthStatus == HealthStatus.Degraded, test.Deadline);
        degraded.Snapshot.HealthReports.Length.ShouldBe(2);
    }

    [Fact]
    public async Task A_check_that_never_passes_is_warned_of_with_its_name_and_last_message()
    {
        await using var test = new TestApplication();
        test.Builder.Services.RemoveAll<TimeProvider>();
        test.Builder.Services.AddSingleton<TimeProvider>(new FastTime(speed: 20));
        test.Builder.AddNeverHealthyCheck("pulse", "no pulse yet");
        test.AddScript("idle", "exec sleep 1000").WithHealthCheck("pulse");
        await test.StartAsync();
        await Eventually.IsTrueAsync(() => test.HostLog.Count > 0);
        test.HostLog.First().ShouldContain("'idle'");
        test.HostLog.First().ShouldContain("pulse: no pulse yet");
    }

    [Fact]
    public async Task A_check_that_hangs_does_not_hold_up_the_others_and_is_given_up()
    {
        await using var test = new TestApplication();
        test.Builder.Services.AddHealthChecks().AddAsyncCheck("hangs", async () =>
        {
            await Task.Delay(Timeout.Infinite);
            return HealthCheckResult.Healthy();
        });
        test.AddScript("stuck", "exec sleep 1000").WithHealthCheck("hangs");
        test.AddService("web").WithHttpHealthCheck("/health");
        await test.StartAsync();
        await test.HealthyAsync("web");
        var given = await test.App.ResourceNotifications.WaitForResourceAsync("stuck", e => e.Snapshot.HealthReports.Single().Status == HealthStatus.Unhealthy, test.Deadline);
        given.Snapshot.HealthReports.Single().Description.ShouldBe("It did not answer within 10 s.");
    }

    [Fact]
    public async Task Waiting_for_health_fails_when_the_resource_ends_and_when_there_is_none()
    {
        await using var test = new TestApplication();
        test.Builder.AddNeverHealthyCheck("never");
        test.AddScript("short", "exit 4").WithHealthCheck("never");
        await test.StartAsync();
        (await Should.ThrowAsync<DistributedApplicationException>(() => test.HealthyAsync("short"))).Message.ShouldContain("exit code 4");
        (await Should.ThrowAsync<DistributedApplicationException>(() => test.HealthyAsync("nobody"))).Message.ShouldContain("'nobody'");
    }

    [Fact]
    public async Task A_wait_that_is_cancelled_says_what_was_missing()
    {
        await using var test = new TestApplication();
        test.Builder.AddNeverHealthyCheck("pulse", "no pulse yet");
        test.AddScript("idle", "exec sleep 1000").WithHealthCheck("pulse");
        await test.StartAsync();
        using var cancellation = new CancellationTokenSource();
        var waiting = test.App.ResourceNotifications.WaitForResourceHealthyAsync("idle", cancellation.Token);
        await test.App.ResourceNotifications.WaitForResourceAsync("idle", static e => e.Snapshot.HealthReports.Any(static report => report.Description == "no pulse yet"), test.Deadline);
        await cancellation.CancelAsync();
        var failure = await Record.ExceptionAsync(() => waiting);
        failure.ShouldBeAssignableTo<OperationCanceledException>();
        failure.Message.ShouldContain("pulse: no pulse yet");
    }
}
