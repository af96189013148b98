namespace Aspire.Hosting.Dashboard.Telemetry.Metrics;

/// <summary>The time axis of a chart: steps of equal length that begin at whole multiples of it, so that a value does not change as the window moves on.</summary>
internal sealed class ChartSteps
{
    private const int MostSteps = 120;

    private static readonly int[] Lengths = [1, 2, 5, 15, 30, 60, 180, 360];

    /// <param name="window">How far back.</param>
    /// <param name="until">Until when everything is known, in milliseconds since 1970.</param>
    public ChartSteps(TimeSpan window, long until)
    {
        var seconds = Math.Clamp(window.TotalSeconds, 1, Metrics.Resolution.Longest.TotalSeconds);
        Resolution = Metrics.Resolution.For(TimeSpan.FromSeconds(seconds));
        var slot = Metrics.Resolution.All[Resolution].Seconds;
        Step = Lengths.First(length => length >= slot && (seconds / length <= MostSteps || length == Lengths[^1]));
        SlotsPerStep = Step / slot;
        Count = Math.Max(1, (int)Math.Ceiling(seconds / Step));
        var whole = until / (Step * 1000L);
        // A long step is shown while it is under way, as soon as it says anything.
        var rest = until - (whole * Step * 1000L);
        LastStep = Step >= 15 && rest >= 2000 ? rest / 1000d : Step;
        First = whole - Count + (LastStep < Step ? 1 : 0);
    }

    /// <summary>The index of the resolution that is read.</summary>
    public int Resolution { get; }

    /// <summary>Seconds of a step.</summary>
    public int Step { get; }

    public int SlotsPerStep { get; }

    public int Count { get; }

    /// <summary>The seconds of the last step that are over.</summary>
    public double LastStep { get; }

    /// <summary>The slot at which the first step begins.</summary>
    public long FirstSlot => First * SlotsPerStep;

    /// <summary>Milliseconds since 1970 at which the first step begins.</summary>
    public long Begin => First * Step * 1000;

    private long First { get; }

    /// <summary>The slot that a moment, in milliseconds since 1970, is in.</summary>
    public long SlotOf(long milliseconds) => Metrics.Resolution.All[Resolution].SlotOf(milliseconds);

    /// <summary>The end of each step, in seconds since 1970.</summary>
    public long[] Times()
    {
        var (first, step) = (First, Step);
        return [.. Enumerable.Range(1, Count).Select(index => (first + index) * step)];
    }

    /// <summary>The seconds of a step.</summary>
    public double Seconds(int index) => index == Count - 1 ? LastStep : Step;

    /// <summary>The steps that a stretch of slots touches; none if last is smaller than first.</summary>
    public (int First, int Last) StepsOf(long firstSlot, long lastSlot)
    {
        if (lastSlot < firstSlot || lastSlot < FirstSlot)
        {
            return (0, -1);
        }

        return ((int)Math.Max(0, (firstSlot - FirstSlot) / SlotsPerStep), (int)Math.Min(Count - 1, (lastSlot - FirstSlot) / SlotsPerStep));
    }
}
