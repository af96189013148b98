using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Dashboard.Layout;
using Aspire.Hosting.Dashboard.Resources;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Aspire.Hosting.Dashboard.Tests.Resources;

public sealed class ResourceConditionsTests
{
    [Fact]
    public void A_crash_is_bad_and_says_by_which_signal() =>
        Of("Finished", KnownResourceStateStyles.Error, exitCode: 137).ShouldBe(new ResourceCondition(StateKind.Bad, "Finished", "exit code 137, SIGKILL"));

    [Fact]
    public void What_was_stopped_is_off() => Of("Exited", KnownResourceStateStyles.Info, exitCode: 0).ShouldBe(new ResourceCondition(StateKind.Off, "Exited", "exit code 0"));

    [Fact]
    public void Who_waits_says_for_whom()
    {
        var snapshot = Snapshot("Waiting", null) with { Properties = [new("resource.waitingFor", new[] { "store", "queue" })] };

        ResourceConditions.Of(snapshot).ShouldBe(new ResourceCondition(StateKind.Busy, "Waiting", "for store, queue"));
    }

    [Fact]
    public void Who_is_not_healthy_says_why()
    {
        var snapshot = Snapshot("Running", KnownResourceStateStyles.Success) with
        {
            HealthReports = [new("good", HealthStatus.Healthy, null, null), new("store-check", HealthStatus.Unhealthy, "refused", null), new("lag", HealthStatus.Degraded, null, "Too late.\nat X")],
        };

        ResourceConditions.Of(snapshot).ShouldBe(new ResourceCondition(StateKind.Warning, "Running (Unhealthy)", "store-check: refused; lag: Too late."));
    }

    [Fact]
    public void A_check_that_has_not_answered_is_no_reason_to_worry() =>
        ResourceConditions.Of(Snapshot("Running", null) with { HealthReports = [new("check", null, null, null)] }).ShouldBe(new ResourceCondition(StateKind.Busy, "Running", "health not known yet"));

    [Theory]
    [InlineData("NotStarted", null, StateKind.Off, "Not started")]
    [InlineData("FailedToStart", "error", StateKind.Bad, "Failed to start")]
    [InlineData("Draining", "warn", StateKind.Warning, "Draining")]
    [InlineData("Scaled", "success", StateKind.Good, "Scaled")]
    [InlineData(null, null, StateKind.Off, "Unknown")]
    public void States_of_the_host_and_of_the_application_have_words_and_looks(string? state, string? style, StateKind kind, string words)
    {
        var condition = Of(state, style);

        (condition.Kind, condition.Text).ShouldBe((kind, words));
    }

    private static ResourceCondition Of(string? state, string? style, int? exitCode = null) => ResourceConditions.Of(Snapshot(state, style) with { ExitCode = exitCode });

    private static CustomResourceSnapshot Snapshot(string? state, string? style) => new()
    {
        ResourceType = "Thing",
        Properties = [],
        State = state is null ? null : new ResourceStateSnapshot(state, style),
    };
}
