using System.Globalization;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;

namespace Aspire.Hosting.Dashboard.Console;

/// <summary>Sends lines as they come, in batches that a browser can take whatever a resource writes.</summary>
internal static class ConsoleStream
{
    /// <summary>How many lines a page shows when it is opened, and gets when it comes back.</summary>
    public const int FirstLines = 1_000;

    private const int MostLinesInABatch = 250;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    /// <summary>Each event has <c>lines</c>: first at once, even if there are none, what came since the page was made or was away; then what is new. Its id is the number of lines that
    /// it stands for, for a page that has to leave it out, and after an <c>@</c> how far it reaches: a browser that comes back sends the last one.</summary>
    public static async IAsyncEnumerable<SseItem<string>> FollowAsync(
        ConsoleReader reader, ConsoleHtml html, TimeProvider time, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        using var timer = new PeriodicTimer(Pause, time);
        var (lines, skipped) = reader.Read(FirstLines);
        yield return Event();
        while (await timer.WaitForNextTickAsync(cancellationToken))
        {
            (lines, skipped) = reader.Read(MostLinesInABatch);
            if (lines.Count > 0 || skipped > 0)
            {
                yield return Event();
            }
        }

        SseItem<string> Event() =>
            new(html.Of(lines, skipped), "lines") { EventId = string.Create(CultureInfo.InvariantCulture, $"{lines.Count + skipped}@{reader.Position}") };
    }

    /// <summary>How far the event with this id reaches.</summary>
    public static string? PositionOf(string? eventId) => eventId?[(eventId.IndexOf('@', StringComparison.Ordinal) + 1)..];
}
