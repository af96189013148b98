namespace Aspire.Hosting.Dashboard.Telemetry.Metrics;

/// <summary>Takes what a <see cref="BucketTrack"/> holds.</summary>
internal interface IBucketReceiver
{
    /// <summary>The series lived in these slots, whether or not it measured anything; <paramref name="first"/> may lie before those that were asked for.</summary>
    void Known(long first, long last);

    /// <summary>Where the counts of a slot are to be added; null if they are not asked for.</summary>
    Distribution? Counts(long slot);
}
