using System.Runtime.InteropServices;

namespace Aspire.Hosting.Dashboard.Telemetry.Metrics;

/// <summary>
/// How finely and how long the values of a series are kept: slots of <paramref name="Seconds"/> seconds, the last <paramref name="Slots"/> of them.
/// Every series is kept in all three at once, so that a read never has to thin out.
/// </summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Resolution(int Seconds, int Slots)
{
    /// <summary>Five minutes by the second, an hour by a quarter of a minute, twelve hours by three minutes.</summary>
    public static readonly Resolution[] All = [new(1, 300), new(15, 240), new(180, 240)];

    /// <summary>Slots that are kept beyond <see cref="Slots"/>, because a window ends with the last whole step.</summary>
    public const int Spare = 16;

    /// <summary>The longest window that can be read.</summary>
    public static TimeSpan Longest => TimeSpan.FromSeconds(All[^1].Seconds * All[^1].Slots);

    /// <summary>The slot that a moment, in milliseconds since 1970, is in.</summary>
    public long SlotOf(long milliseconds) => milliseconds / (Seconds * 1000L);

    /// <summary>The oldest slot that is kept when <paramref name="newest"/> is the newest.</summary>
    public long Oldest(long newest) => newest - Slots - Spare;

    /// <summary>The index of the finest resolution that reaches back as far as <paramref name="window"/>.</summary>
    public static int For(TimeSpan window)
    {
        var index = 0;
        while (index < All.Length - 1 && All[index].Seconds * (double)All[index].Slots < window.TotalSeconds)
        {
            index++;
        }

        return index;
    }
}
