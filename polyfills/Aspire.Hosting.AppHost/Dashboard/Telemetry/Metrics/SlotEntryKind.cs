namespace Aspire.Hosting.Dashboard.Telemetry.Metrics;

/// <summary>What an entry of a <see cref="SlotLog"/> is.</summary>
internal enum SlotEntryKind
{
    /// <summary>Between the entry before and this one nothing is known: the process was away.</summary>
    Gap,

    /// <summary>A whole number.</summary>
    Integer,

    /// <summary>Any other number.</summary>
    Real,

    /// <summary>Counts of buckets, as <see cref="BucketTrack"/> writes them.</summary>
    Buckets,
}
