using System.Globalization;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using Aspire.Hosting.Dashboard.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Aspire.Hosting.Dashboard.Live;

/// <summary>Tells pages that something changed, at once and then at most once a second for each topic; they fetch what they show of it themselves.</summary>
internal static class LiveUpdates
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    /// <summary>How often is looked: reading a few numbers costs nothing, and a process that has died looks dead at once.</summary>
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(100);

    public static void Map(DashboardRoutes routes) => routes.Pages.MapGet("/live", Get);

    private static ServerSentEventsResult<string> Get(string? of, IEnumerable<LiveTopic> topics, TimeProvider time, CancellationToken cancellationToken)
    {
        var names = (of ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return TypedResults.ServerSentEvents(Follow([.. topics.Where(topic => names.Contains(topic.Name))], time, cancellationToken));
    }

    private static async IAsyncEnumerable<SseItem<string>> Follow(LiveTopic[] topics, TimeProvider time, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var seen = topics.Select(static topic => topic.Version()).ToArray();
        // At once, so that the page knows that it is connected, and looks at what is there from this moment on.
        yield return new SseItem<string>("", "connected");
        var told = new long?[topics.Length];
        using var timer = new PeriodicTimer(Look, time);
        while (await timer.WaitForNextTickAsync(cancellationToken))
        {
            for (var i = 0; i < topics.Length; i++)
            {
                var isSoon = told[i] is { } last && time.GetElapsedTime(last) < Interval;
                if (!isSoon && topics[i].Version() is var version && version != seen[i])
                {
                    seen[i] = version;
                    told[i] = time.GetTimestamp();
                    yield return new SseItem<string>(version.ToString(CultureInfo.InvariantCulture), topics[i].Name);
                }
            }
        }
    }
}
