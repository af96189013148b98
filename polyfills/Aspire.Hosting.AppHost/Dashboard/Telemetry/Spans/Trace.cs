using System.Diagnostics;

namespace Aspire.Hosting.Dashboard.Telemetry;

/// <summary>A trace as it is known now (spans may still come): a snapshot.</summary>
[DebuggerDisplay("{Name} ({Spans.Count} spans)")]
public sealed class Trace
{
    private readonly Span[] _spans;
    private readonly (TelemetryResource Resource, int Spans, bool HasError)[] _resources;

    private Trace(TraceId id, Span[] spans, Span first, DateTime end, int errors, (TelemetryResource, int, bool)[] resources)
    {
        Id = id;
        _spans = spans;
        First = first;
        Start = spans[0].Start;
        Duration = end - Start;
        ErrorCount = errors;
        _resources = resources;
    }

    public TraceId Id { get; }

    /// <summary>By start; never empty.</summary>
    public IReadOnlyList<Span> Spans => _spans;

    /// <summary>The root (the earliest, if the senders made several); without one the earliest span.</summary>
    public Span First { get; }

    /// <summary><c>gateway: GET /api/cart</c>: the first span's resource and name.</summary>
    public string Name => $"{First.Resource.Name}: {First.Name}";

    /// <summary>Of the earliest span; UTC.</summary>
    public DateTime Start { get; }

    /// <summary>From the earliest start to the latest end.</summary>
    public TimeSpan Duration { get; }

    public bool HasError => ErrorCount > 0;

    /// <summary>Spans with the status Error.</summary>
    public int ErrorCount { get; }

    /// <summary>Who takes part, in the order of their first spans.</summary>
    public IReadOnlyList<(TelemetryResource Resource, int Spans, bool HasError)> Resources => _resources;

    /// <summary>Every span names a parent: the root has not come yet, or never will.</summary>
    public bool IsRootMissing => !First.ParentId.IsEmpty;

    /// <summary>The array becomes the trace's own, and is sorted.</summary>
    /// <param name="id">Of every span.</param>
    /// <param name="spans">At least one, in any order.</param>
    public static Trace Of(TraceId id, Span[] spans)
    {
        // Of two that start together the parent is first, as far as that is seen at a glance: the longer one.
        Array.Sort(spans, static (a, b) => a.Start.CompareTo(b.Start) is var byStart and not 0 ? byStart : b.Duration.CompareTo(a.Duration));
        var (end, errors) = (DateTime.MinValue, 0);
        Span? root = null;
        var resources = new List<(TelemetryResource Resource, int Spans, bool HasError)>(4);
        foreach (var span in spans)
        {
            end = span.End > end ? span.End : end;
            errors += span.IsError ? 1 : 0;
            root ??= span.ParentId.IsEmpty ? span : null;
            var index = resources.Count - 1;
            while (index >= 0 && !ReferenceEquals(resources[index].Resource, span.Resource))
            {
                index--;
            }

            if (index < 0)
            {
                resources.Add((span.Resource, 1, span.IsError));
            }
            else
            {
                resources[index] = (span.Resource, resources[index].Spans + 1, resources[index].HasError || span.IsError);
            }
        }

        return new(id, spans, root ?? spans[0], end, errors, [.. resources]);
    }
}
