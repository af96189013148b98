using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Dashboard.Resources;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Aspire.Hosting.Dashboard.Tests.Resources;

public sealed class ResourceBoardTests
{
    [Fact]
    public async Task The_history_is_complete_the_newest_first_and_bounded()
    {
        await using var dashboard = new Dashboard(static builder => ShopSample.Server(builder, "server"));
        var (board, notifications, server) = Parts(dashboard);

        for (var i = 0; i < ResourceBoard.MaxChanges + 10; i++)
        {
            await notifications.PublishUpdateAsync(server, s => s with { State = $"State {i}" });
        }

        var last = $"State {ResourceBoard.MaxChanges + 9}";
        await Eventually.IsTrueAsync(() => board.Find("server")?.Condition.Text == last);
        board.Find("server")!.Changes.Count.ShouldBe(ResourceBoard.MaxChanges);
        board.Find("server")!.Changes[0].State.Text.ShouldBe(last);
        board.Find("server")!.Changes[1].State.Text.ShouldBe($"State {ResourceBoard.MaxChanges + 8}");
    }

    [Fact]
    public async Task A_health_check_that_says_the_same_again_is_no_change()
    {
        await using var dashboard = new Dashboard(static builder => ShopSample.Server(builder, "server"));
        var (board, notifications, server) = Parts(dashboard);
        await notifications.PublishUpdateAsync(server, static s => s with { State = "Running", HealthReports = [new("check", HealthStatus.Healthy, "fine", null)] });
        await Eventually.IsTrueAsync(() => board.Find("server") is not null);
        var version = board.Version;

        await notifications.PublishUpdateAsync(server, static s => s with { HealthReports = [new("check", HealthStatus.Healthy, "fine", null) { LastRunAt = DateTime.UnixEpoch }] });
        await Eventually.IsTrueAsync(() => board.Find("server")!.Snapshot.HealthReports[0].LastRunAt is not null);
        board.Version.ShouldBe(version);

        await notifications.PublishUpdateAsync(server, static s => s with { HealthReports = [new("check", HealthStatus.Unhealthy, "gone", null)] });
        await Eventually.IsTrueAsync(() => board.Version > version);
        board.Find("server")!.Changes.Count.ShouldBe(2);
    }

    [Fact]
    public async Task What_a_health_check_says_is_told_without_its_secrets()
    {
        await using var dashboard = new Dashboard(static builder => ShopSample.Server(builder, "server"));
        await dashboard.InitializeAsync();
        var (board, notifications, server) = Parts(dashboard);

        await notifications.PublishUpdateAsync(server, static s => s with
        {
            State = "Running",
            HealthReports = [new("check", HealthStatus.Unhealthy, "cannot reach Host=h;Password=open-sesame", null), new("other", HealthStatus.Unhealthy, null, "Refused: http://me:open-sesame@h/\nat X")],
        });
        await Eventually.IsTrueAsync(() => board.Find("server") is not null);

        board.Find("server")!.Condition.Reason.ShouldBe("check: cannot reach Host=h;Password=●●●●●●●●; other: Refused: http://●●●●●●●●@h/");
        (await dashboard.Clients.Api.GetStringAsync(new Uri("/api/resources/server", UriKind.Relative))).ShouldNotContain("open-sesame");
    }

    [Fact]
    public async Task What_is_hidden_is_left_out()
    {
        await using var dashboard = new Dashboard(static builder => ShopSample.Server(builder, "server"));
        var (board, notifications, server) = Parts(dashboard);
        await notifications.PublishUpdateAsync(server, static s => s with { State = "Running" });
        await Eventually.IsTrueAsync(() => board.Visible.Count == 1);

        await notifications.PublishUpdateAsync(server, static s => s with { IsHidden = true });

        await Eventually.IsTrueAsync(() => board.Visible.Count == 0);
    }

    private static (ResourceBoard Board, ResourceNotificationService Notifications, IResource Server) Parts(Dashboard dashboard) =>
        (dashboard.Get<ResourceBoard>(), dashboard.Get<ResourceNotificationService>(), dashboard.Get<DistributedApplicationModel>().Resources.Single());
}
