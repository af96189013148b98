namespace Aspire.Hosting.Dashboard.Telemetry.Calls;

/// <summary>The calls of the last half minute, in slots of five seconds by when they came in: the clocks of senders don't matter.</summary>
internal sealed class CallWindow(long first)
{
    public const int SlotSeconds = 5;

    /// <summary>Full slots, beside the one that is being filled.</summary>
    private const int Slots = 6;

    private readonly (long Slot, CallCounts Counts)[] _slots = [.. Enumerable.Range(0, Slots + 1).Select(static _ => (-1L, new CallCounts()))];

    /// <summary>The slot of the last call.</summary>
    public long Last { get; private set; }

    public void Add(long slot, TimeSpan duration, bool isError)
    {
        Last = Math.Max(Last, slot);
        ref var current = ref _slots[slot % _slots.Length];
        if (current.Slot != slot)
        {
            current.Slot = slot;
            current.Counts.Clear();
        }

        current.Counts.Add(duration, isError);
    }

    /// <summary>Adds what the window has to a sum.</summary>
    /// <param name="now">Seconds since the window's clock began.</param>
    /// <param name="sum">Gets the counts.</param>
    /// <returns>How many seconds they are of: fewer when the first call was only just now, so that its rate is not too small.</returns>
    public double ReadTo(double now, CallCounts sum)
    {
        var from = Math.Max(first, (long)(now / SlotSeconds) - Slots);
        foreach (var (slot, counts) in _slots)
        {
            if (slot >= from)
            {
                sum.Add(counts);
            }
        }

        return Math.Max(1, now - (from * SlotSeconds));
    }
}
