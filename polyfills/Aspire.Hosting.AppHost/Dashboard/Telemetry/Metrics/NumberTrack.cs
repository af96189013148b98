namespace Aspire.Hosting.Dashboard.Telemetry.Metrics;

/// <summary>A series of numbers at one resolution: increments, which are summed up within a slot, or levels, of which the last one counts.</summary>
internal sealed class NumberTrack(Resolution resolution, bool isLevel) : Track(resolution)
{
    private double _value;

    /// <summary>Takes a number into the open slot.</summary>
    public void Put(double value) => _value = isLevel ? value : _value + value;

    /// <summary>Goes through what is known, oldest first, and shows each stretch of slots and its number: for increments that of the stretch's first slot (the others have none).</summary>
    /// <param name="from">The first slot that is asked for.</param>
    /// <param name="until">The last slot until which the series is known to have lived.</param>
    /// <param name="into">Takes the stretches.</param>
    public void Read<TReceiver>(long from, long until, ref TReceiver into)
        where TReceiver : struct, INumberReceiver, allows ref struct
    {
        var (slot, kind, value) = Log.Before;
        foreach (var entry in Log)
        {
            Show(slot, kind, value, LastSlot(slot, entry.Kind, entry.Slot), from, ref into);
            (slot, kind, value) = (entry.Slot, entry.Kind, entry.Value);
        }

        if (Slot < 0)
        {
            return;
        }

        Show(slot, kind, value, Slot - 1, from, ref into);
        Show(Slot, SlotEntryKind.Real, _value, Math.Max(Slot, until), from, ref into);
    }

    protected override void Close(bool isForced)
    {
        if (isForced || (isLevel ? Log.Last.Value != _value : _value != 0))
        {
            Log.AppendNumber(Slot, _value);
        }

        _value = isLevel ? _value : 0;
    }

    private static void Show<TReceiver>(long slot, SlotEntryKind kind, double value, long last, long from, ref TReceiver into)
        where TReceiver : struct, INumberReceiver, allows ref struct
    {
        if (kind != SlotEntryKind.Gap && last >= from)
        {
            into.Take(slot, last, value);
        }
    }
}
