namespace Aspire.Hosting.Dashboard.Telemetry.Metrics;

/// <summary>A series that only grows. What it grew by between two points is spread over the time between them, so that neither the moment of an export nor a missed one shows.</summary>
/// <remarks>
/// A running total is compared with the last one of the same process; of two processes that give the same name and instance the one that was started last counts. Its start says whether it has
/// begun anew; then everything it says is growth since. If it became smaller without that, nothing is known of the time between, and it is taken as no growth: a rate is never negative, and no restart
/// is a spike.
/// </remarks>
internal abstract class IncrementSeries<T>(TelemetryAttributes attributes) : MetricSeries(attributes)
{
    // A point that is later than this is not taken: milliseconds.
    private const long Latest = 60_000;

    // Growth is drawn over so long at most: milliseconds.
    private const long LongestSpread = 300_000;

    private readonly RunningTotals<T> _totals = new();

    protected IReadOnlyList<RunningTotal<T>> Totals => _totals.All;

    /// <summary>Takes a point. False if it is dropped: it was there already, comes after a newer one, or comes of a process that another one has followed.</summary>
    public bool Add(MetricProcess process, in PointTime time, T value)
    {
        var known = _totals.Find(process);
        if (time.IsDelta ? IsRepeated(known, time) : RunningTotals<T>.IsOld(known, time))
        {
            return false;
        }

        if (time.IsDelta)
        {
            Take(value, time.Since > 0 && time.Since < time.At ? time.Since : process.LastExport > 0 ? Math.Min(process.LastExport, time.At) : time.At, time.At);
        }
        else if (known is null)
        {
            Take(process.SinceOfNew(time.Since, time.At) is not null ? value : Nothing, process.SinceOfNew(time.Since, time.At) ?? time.At, time.At);
        }
        else
        {
            var hasGrown = TryGetGrowth(known.Value, value, out var growth);
            var isReset = time.Start > known.Start && (time.Since >= known.At || !hasGrown);
            Take(isReset ? value : hasGrown ? growth : Nothing, isReset ? Math.Max(known.At, Math.Min(time.Since, time.At)) : known.At, time.At);
        }

        _totals.Remember(known, process, time, time.IsDelta ? Nothing : value);
        Saw(process, time);
        return true;
    }

    protected abstract T Nothing { get; }

    /// <summary>The difference of two totals; false if the later one is smaller.</summary>
    protected abstract bool TryGetGrowth(T earlier, T later, out T growth);

    protected abstract bool IsNothing(T growth);

    /// <summary>Takes growth into the total.</summary>
    protected abstract void Count(T growth);

    /// <summary>Takes a part of growth into the open slots: from one share of the time to another.</summary>
    protected abstract void Put(long at, bool isAfterGap, T growth, double from, double to);

    private static bool IsRepeated(RunningTotal<T>? known, in PointTime time) => known is not null && (
        (time.At == known.At && time.Start == known.Start) || time.At < known.At - Latest);

    private void Take(T growth, long since, long at)
    {
        if (!IsNothing(growth))
        {
            LastChange = Math.Max(LastChange, at);
        }

        Count(growth);
        // Of a longer time only the end is drawn, with its share of the growth.
        var from = Math.Max(since, at - LongestSpread);
        var isAfterGap = LastSeen > 0 && from - AliveUntil > ShortestGap;
        if (from >= at)
        {
            Put(at, isAfterGap, growth, 0, 1);
            return;
        }

        var done = (from - since) / (double)(at - since);
        // Up to the last millisecond before the end: a second belongs to the slot it is in, and the end to the next one.
        for (var slot = from / 1000; slot <= (at - 1) / 1000; slot++)
        {
            var upTo = (Math.Min((slot + 1) * 1000, at) - since) / (double)(at - since);
            Put(slot * 1000, isAfterGap, growth, done, upTo);
            isAfterGap = false;
            done = upTo;
        }
    }
}
