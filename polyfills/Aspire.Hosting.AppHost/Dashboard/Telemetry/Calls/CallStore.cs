using Aspire.Hosting.Dashboard.Telemetry.Metrics;

namespace Aspire.Hosting.Dashboard.Telemetry.Calls;

/// <summary>
/// How what is called does, by the spans of its callers: the only thing that is known of a database or a queue that sends no telemetry itself. Counted as spans come in, so that it holds however soon
/// the store of traces lets them go; and bounded by the number of targets (about 3 KB each), of which the one that was not called for longest goes.
/// </summary>
internal sealed class CallStore(TimeProvider time)
{
    public const int MostTargets = 500;

    private readonly Lock _lock = new();
    private readonly Dictionary<CallTarget, CallWindow> _windows = [];
    private readonly DateTimeOffset _begin = time.GetUtcNow();
    private long _version;

    /// <summary>Grows when calls have come in.</summary>
    public long Version => Interlocked.Read(ref _version);

    public void Add(IReadOnlyList<Span> spans)
    {
        var slot = (long)(Now() / CallWindow.SlotSeconds);
        var isAny = false;
        foreach (var span in spans)
        {
            if (CallTarget.Of(span) is { } target)
            {
                isAny = true;
                lock (_lock)
                {
                    WindowOf(target, slot).Add(slot, span.Duration, span.IsError);
                }
            }
        }

        if (isAny)
        {
            Interlocked.Increment(ref _version);
        }
    }

    /// <summary>What targets have done in the last half minute, put together by the names that a caller gives them; a target may have several or none.</summary>
    public IReadOnlyDictionary<string, RequestSummary> Read(Func<CallTarget, IEnumerable<string>> namesOf)
    {
        var now = Now();
        var sums = new Dictionary<string, (CallCounts Counts, double Seconds)>(StringComparer.OrdinalIgnoreCase);
        lock (_lock)
        {
            foreach (var (target, window) in _windows)
            {
                foreach (var name in namesOf(target))
                {
                    var (counts, seconds) = sums.TryGetValue(name, out var known) ? known : (new CallCounts(), 0);
                    sums[name] = (counts, Math.Max(seconds, window.ReadTo(now, counts)));
                }
            }
        }

        return sums.ToDictionary(static sum => sum.Key, static sum => Summary(sum.Value.Counts, sum.Value.Seconds), sums.Comparer);
    }

    private static RequestSummary Summary(CallCounts counts, double seconds) =>
        new(counts.Count / seconds, counts.Count == 0 ? 0 : counts.Failed / (double)counts.Count, counts.Quantile(0.95));

    private CallWindow WindowOf(CallTarget target, long slot)
    {
        if (!_windows.TryGetValue(target, out var window))
        {
            if (_windows.Count == MostTargets)
            {
                _windows.Remove(_windows.MinBy(static known => known.Value.Last).Key);
            }

            _windows[target] = window = new CallWindow(slot);
        }

        return window;
    }

    // A clock that is set back must not lead before the first slot.
    private double Now() => Math.Max(0, (time.GetUtcNow() - _begin).TotalSeconds);
}
