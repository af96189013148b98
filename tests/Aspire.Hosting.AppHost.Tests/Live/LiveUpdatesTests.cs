using Aspire.Hosting.Dashboard.Live;
using Aspire.Hosting.Dashboard.Resources;
using Microsoft.Extensions.DependencyInjection;

namespace Aspire.Hosting.Dashboard.Tests.Live;

public sealed class LiveUpdatesTests(Dashboard dashboard) : IClassFixture<Dashboard>
{
    [Fact]
    public async Task A_page_is_told_that_it_is_connected_and_then_of_changes_of_what_it_follows()
    {
        var board = dashboard.Get<ResourceBoard>();
        var client = await dashboard.Clients.SignInAsync();
        await using var stream = await ServerSentEvents.OpenAsync(client, "/live?of=logs,board,nothing");
        (await stream.NextAsync()).Name.ShouldBe("connected");

        board.Touch();
        (await stream.NextAsync()).ShouldBe(("board", $"{board.Version}"));

        // Together, what comes within a second of the last time.
        board.Touch();
        board.Touch();
        (await stream.NextAsync()).ShouldBe(("board", $"{board.Version}"));
    }

    [Fact]
    public void Every_part_of_the_pages_can_be_followed() =>
        dashboard.Services.GetServices<LiveTopic>().Select(static topic => topic.Name).Order(StringComparer.Ordinal).ShouldBe(["board", "graph", "logs", "metrics", "traces"]);
}
