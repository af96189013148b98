namespace Aspire.Hosting.Dashboard.Telemetry.Metrics;

/// <summary>A series that only grows. What it grew by between two points is spread over the time between them, so that neither the moment of an export nor a missed one shows.</summary>
/// <remarks>
/// A running total is compared with the last one of the same process. Its start says whether it has begun anew; then everything it says is growth since. If it became smaller without that,
/// nothing is known of the time between, and it is taken as no growth: a rate is never negative, and no restart is a spike.
/// </remarks>
internal abstract class IncrementSeries<T>(TelemetryAttributes attributes) : MetricSeries(attributes)
{
    // Processes of one resource that send at the same time, and those before them.
    private const int MostProcesses = 4;

    // A point that is later than this, and growth that is spread over more than this, are not: milliseconds.
    private const long Latest = 60_000;
    private const long LongestSpread = 300_000;

    private readonly List<RunningTotal<T>> _totals = new(1);

    protected IReadOnlyList<RunningTotal<T>> Totals => _totals;

    /// <summary>Takes a point. False if it is dropped: it was there already, or comes after a newer one.</summary>
    public bool Add(MetricProcess process, in PointTime time, T value)
    {
        var known = _totals.Find(total => ReferenceEquals(total.Process, process));
        if (known is not null && (time.IsDelta ? IsRepeated(known, time) : time.At <= known.At))
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

        Remember(known, process, time, value);
        Saw(process, time);
        return true;
    }

    protected abstract T Nothing { get; }

    /// <summary>The difference of two totals; false if the later one is smaller.</summary>
    protected abstract bool TryGetGrowth(T earlier, T later, out T growth);

    protected abstract bool IsNothing(T growth);

    /// <summary>Takes growth into the open slots.</summary>
    protected abstract void Put(long at, bool isAfterGap, T growth, double from, double to);

    private static bool IsRepeated(RunningTotal<T> known, in PointTime time) =>
        (time.At == known.At && time.Start == known.Start) || time.At < known.At - Latest;

    private void Take(T growth, long since, long at)
    {
        if (!IsNothing(growth))
        {
            LastChange = Math.Max(LastChange, at);
        }

        since = Math.Max(since, at - LongestSpread);
        var isAfterGap = LastSeen > 0 && since - AliveUntil > ShortestGap;
        if (since >= at)
        {
            Put(at, isAfterGap, growth, 0, 1);
            return;
        }

        double done = 0;
        // Up to the last millisecond before the end: a second belongs to the slot it is in, and the end to the next one.
        for (var slot = since / 1000; slot <= (at - 1) / 1000; slot++)
        {
            var upTo = (Math.Min((slot + 1) * 1000, at) - since) / (double)(at - since);
            Put(slot * 1000, isAfterGap, growth, done, upTo);
            isAfterGap = false;
            done = upTo;
        }
    }

    private void Remember(RunningTotal<T>? known, MetricProcess process, in PointTime time, T value)
    {
        if (known is null)
        {
            if (_totals.Count == MostProcesses)
            {
                _totals.RemoveAt(0);
            }

            known = new RunningTotal<T>(process) { Value = time.IsDelta ? Nothing : value };
            _totals.Add(known);
        }

        if (time.At >= known.At)
        {
            (known.At, known.Start) = (time.At, time.Start);
        }

        known.Value = time.IsDelta ? Nothing : value;
    }
}
