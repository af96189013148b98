namespace Aspire.Hosting.Dashboard.Telemetry.Metrics;

/// <summary>Which values a bucket holds. Buckets have keys that rise with the values.</summary>
internal abstract class BucketLayout
{
    /// <summary>A small number that names the layout within its instrument.</summary>
    public abstract int Id { get; }

    /// <summary>The values of a bucket: more than <c>Lower</c>, at most <c>Upper</c>. Where one end is open, both are the other end.</summary>
    public abstract (double Lower, double Upper) Bounds(int key);

    /// <summary>The value below which <paramref name="share"/> (0 to 1) of the bucket lies, as far as one can tell. Null if nothing is known of it.</summary>
    public abstract double? Interpolate(int key, double share);
}
