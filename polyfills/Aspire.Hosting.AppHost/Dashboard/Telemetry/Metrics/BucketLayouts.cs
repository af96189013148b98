namespace Aspire.Hosting.Dashboard.Telemetry.Metrics;

/// <summary>The layouts of one instrument's buckets. Explicit bounds get a number each, so that an entry of a log names them with a byte.</summary>
internal sealed class BucketLayouts
{
    /// <summary>Sets of bounds that an instrument may have used; real ones have one, or two after a change of code.</summary>
    public const int Most = 16;

    private readonly List<ExplicitBuckets> _explicit = new(1);

    public int Size => 64 + _explicit.Sum(static layout => 80 + (layout.Upper.Length * sizeof(double)));

    public BucketLayout OfId(int id) => (id & 1) == 1 ? ExponentialBuckets.OfId(id) : _explicit[id >> 1];

    /// <summary>The layout of explicit bounds; null if there are too many already.</summary>
    public ExplicitBuckets? Of(double[] bounds)
    {
        foreach (var known in _explicit)
        {
            if (known.Upper.SequenceEqual(bounds))
            {
                return known;
            }
        }

        if (_explicit.Count == Most)
        {
            return null;
        }

        var layout = new ExplicitBuckets(bounds, _explicit.Count);
        _explicit.Add(layout);
        return layout;
    }
}
