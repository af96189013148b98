namespace Aspire.Hosting.Dashboard.Telemetry.Metrics;

/// <summary>What the processes of a resource have last said of one series: those that send at the same time, and those before them.</summary>
internal sealed class RunningTotals<T>
{
    /// <summary>As many as a resource remembers. Of more, the one that was silent longest is forgotten.</summary>
    public const int Most = 16;

    private readonly List<RunningTotal<T>> _all = new(1);

    public IReadOnlyList<RunningTotal<T>> All => _all;

    public RunningTotal<T>? Find(MetricProcess process) => _all.Find(total => ReferenceEquals(total.Process, process));

    /// <summary>Whether a point says nothing new, or comes of a process that another one with the same name and instance has followed.</summary>
    public static bool IsOld(RunningTotal<T>? known, in PointTime time) => known is not null && (time.At <= known.At || (time.Start > 0 && time.Start < known.Start));

    /// <param name="known">What <see cref="Find"/> has found.</param>
    public void Remember(RunningTotal<T>? known, MetricProcess process, in PointTime time, T value)
    {
        if (known is null)
        {
            if (_all.Count == Most)
            {
                var forgotten = _all.MinBy(static total => total.At)!;
                // Should it speak again, it is not known what of its count is news.
                forgotten.Process.HasForgotten = true;
                _all.Remove(forgotten);
            }

            known = new RunningTotal<T>(process) { Value = value };
            _all.Add(known);
        }

        if (time.At >= known.At)
        {
            (known.At, known.Start) = (time.At, time.Start);
        }

        known.Value = value;
    }
}
