using System.Collections.Concurrent;
using System.Diagnostics;

namespace MyArch.Testing;

/// <summary>The spans of some sources that have ended since this was made: those of the whole process, so a test knows its own by their trace.</summary>
internal sealed class RecordedSpans : IDisposable
{
    private readonly ConcurrentQueue<Activity> _ended = new();
    private readonly ActivityListener _listener;

    public RecordedSpans(params IReadOnlyCollection<string> sources)
    {
        _listener = new ActivityListener
        {
            ShouldListenTo = source => sources.Contains(source.Name),
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = _ended.Enqueue,
        };
        ActivitySource.AddActivityListener(_listener);
    }

    public IReadOnlyCollection<Activity> Ended => _ended;

    /// <summary>Waits for a span.</summary>
    public async Task<Activity> FindAsync(Func<Activity, bool> condition, string because = "the span has ended") =>
        (await Eventually.BecomesAsync(_ => Task.FromResult(_ended.FirstOrDefault(condition)), static span => span is not null, because: because))!;

    public void Dispose() => _listener.Dispose();
}
