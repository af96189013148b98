using System.Diagnostics.Metrics;
using MyArch.Worker.Handlers.Pictures;
using MyArch.Worker.Handlers.Tasks;

namespace MyArch.Worker.Handlers;

/// <summary>What the app measures of itself, and what it has seen of the queue.</summary>
internal sealed class HandlersMetrics
{
    /// <summary>The name of the meter.</summary>
    public const string Name = "MyArch.Handlers";

    private static readonly InstrumentAdvice<double> Seconds = new() { HistogramBucketBoundaries = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30] };

    private readonly Histogram<double> _handled;
    private readonly Histogram<double> _thumbnails;

    public HandlersMetrics(IMeterFactory meters, QueueReport report)
    {
        var meter = meters.Create(Name);
        _handled = meter.CreateHistogram("myarch.handlers.job.duration", "s", "How long messages took, by their type and by what became of them.", advice: Seconds);
        _thumbnails = meter.CreateHistogram("myarch.handlers.thumbnail.duration", "s", "How long the program that makes thumbnails took, by what became of it.", advice: Seconds);
        meter.CreateObservableGauge("myarch.handlers.queue.messages", () => Observe(report), "{message}", "Messages on the queue and on that of dead letters, by their state.");
        meter.CreateObservableGauge(
            "myarch.handlers.queue.age", () => report.Last?.Age is { } age ? [new Measurement<double>(age.TotalSeconds)] : (IEnumerable<Measurement<double>>)[], "s",
            "How long a message had to wait that was sent when the last report was.");
    }

    /// <param name="type">A type that is known, or <c>other</c>.</param>
    /// <param name="outcome"><c>done</c>, <c>again</c>, <c>unusable</c>, <c>refused</c> or <c>later</c>.</param>
    /// <param name="took">How long it took.</param>
    public void Handled(string type, string outcome, TimeSpan took) =>
        _handled.Record(took.TotalSeconds, new KeyValuePair<string, object?>("myarch.job.type", type), new KeyValuePair<string, object?>("myarch.outcome", outcome));

    public void ThumbnailMade(ThumbnailOutcome outcome, TimeSpan took) => _thumbnails.Record(took.TotalSeconds, new KeyValuePair<string, object?>("myarch.outcome", outcome switch
    {
        ThumbnailOutcome.Made => "made",
        ThumbnailOutcome.Unreadable => "unreadable",
        ThumbnailOutcome.TooMuch => "too_much",
        _ => "not_now",
    }));

    private static IEnumerable<Measurement<int>> Observe(QueueReport report)
    {
        if (report.Last is not { } state)
        {
            yield break;
        }

        yield return Of(state.Visible, "visible");
        yield return Of(state.InFlight, "in_flight");
        if (state.DeadLetters is { } dead)
        {
            yield return Of(dead, "dead");
        }
    }

    private static Measurement<int> Of(int count, string state) => new(count, new KeyValuePair<string, object?>("myarch.queue.state", state));
}
