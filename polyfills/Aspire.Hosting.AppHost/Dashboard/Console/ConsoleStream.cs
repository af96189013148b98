using System.Globalization;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;

namespace Aspire.Hosting.Dashboard.Console;

/// <summary>Sends lines as they come, in batches that a browser can take whatever a resource writes.</summary>
internal static class ConsoleStream
{
    /// <summary>How many lines a page shows when it is opened.</summary>
    public const int FirstLines = 1_000;

    private const int MostLinesInABatch = 250;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    /// <summary>First <c>reset</c> with the last lines, so that a page that was away shows what is true now; then <c>lines</c> with what is new. The id of an event is the number of
    /// lines that it stands for, for a page that has to leave it out.</summary>
    public static async IAsyncEnumerable<SseItem<string>> FollowAsync(
        ConsoleReader reader, ConsoleHtml html, TimeProvider time, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        yield return new SseItem<string>(html.Of(reader.Read(FirstLines).Lines, skipped: 0), "reset");
        using var timer = new PeriodicTimer(Pause, time);
        while (await timer.WaitForNextTickAsync(cancellationToken))
        {
            if (reader.Read(MostLinesInABatch) is var (lines, skipped) && (lines.Count > 0 || skipped > 0))
            {
                yield return new SseItem<string>(html.Of(lines, skipped), "lines") { EventId = (lines.Count + skipped).ToString(CultureInfo.InvariantCulture) };
            }
        }
    }
}
