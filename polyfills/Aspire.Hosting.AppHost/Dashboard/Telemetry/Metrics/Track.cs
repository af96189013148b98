namespace Aspire.Hosting.Dashboard.Telemetry.Metrics;

/// <summary>One series at one resolution: the log of the slots that are over, and the slot that is being filled.</summary>
internal abstract class Track(Resolution resolution)
{
    private const long None = -1;

    public SlotLog Log { get; } = new();

    /// <summary>The slot that is being filled; -1 if there was none yet.</summary>
    public long Slot { get; private set; } = None;

    /// <summary>The bytes that the track takes, about.</summary>
    public virtual int Size => 176 + Log.Capacity;

    /// <summary>Whether the open slot must be written even if nothing changed in it: something begins there.</summary>
    private bool IsBeginning => Log.Last.Kind == SlotEntryKind.Gap;

    /// <summary>Goes on to the slot of a moment. What comes late is taken into the slot that is open.</summary>
    /// <param name="milliseconds">Since 1970.</param>
    /// <param name="isAfterGap">Whether nothing is known of the time before.</param>
    public void MoveTo(long milliseconds, bool isAfterGap)
    {
        var slot = resolution.SlotOf(milliseconds);
        if (slot <= Slot)
        {
            return;
        }

        if (Slot != None)
        {
            var isGap = isAfterGap && slot > Slot + 1;
            Close(isForced: isGap || IsBeginning);
            if (isGap)
            {
                Log.AppendGap(slot);
            }

            Log.Trim(resolution.Oldest(slot));
        }

        Slot = slot;
    }

    /// <summary>Drops what is older than the resolution keeps, and says how many entries that were.</summary>
    public int Trim(long now) => Trim(now, resolution.Slots + Resolution.Spare);

    /// <summary>Drops all but the newest <paramref name="slots"/>.</summary>
    public int Trim(long now, int slots)
    {
        var dropped = Log.Trim(resolution.SlotOf(now) - slots);
        Log.Compact();
        return dropped;
    }

    /// <summary>Writes the open slot to the log if it says anything new, or if it must be said.</summary>
    protected abstract void Close(bool isForced);

    /// <summary>The last slot that an entry speaks for: until the one after it, but for one before a gap.</summary>
    protected static long LastSlot(long slot, SlotEntryKind next, long nextSlot) => next == SlotEntryKind.Gap ? slot : Math.Max(slot, nextSlot - 1);
}
