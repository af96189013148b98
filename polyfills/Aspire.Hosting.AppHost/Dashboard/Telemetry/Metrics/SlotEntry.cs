namespace Aspire.Hosting.Dashboard.Telemetry.Metrics;

/// <summary>One entry of a <see cref="SlotLog"/>: a number, a gap, or where the counts of buckets are in the log's bytes.</summary>
internal readonly ref struct SlotEntry(long slot, SlotEntryKind kind, double value, ReadOnlySpan<byte> buckets)
{
    public long Slot { get; } = slot;

    public SlotEntryKind Kind { get; } = kind;

    public double Value { get; } = value;

    public ReadOnlySpan<byte> Buckets { get; } = buckets;
}
