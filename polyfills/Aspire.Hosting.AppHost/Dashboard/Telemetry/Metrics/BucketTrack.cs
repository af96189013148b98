namespace Aspire.Hosting.Dashboard.Telemetry.Metrics;

/// <summary>A histogram's increments at one resolution.</summary>
/// <remarks>An entry's bytes: the layout's id, and per bucket the distance of its key to the one before and its count.</remarks>
internal sealed class BucketTrack(Resolution resolution) : Track(resolution)
{
    private BucketCounts? _open;

    public override int Size => base.Size + (_open?.Size ?? 0);

    /// <summary>Takes increments into the open slot.</summary>
    public void Put(BucketCounts increments)
    {
        if (increments.IsEmpty)
        {
            return;
        }

        _open ??= new BucketCounts(increments.Layout);
        if (!_open.TryMerge(increments))
        {
            // The sender has changed its bounds: a second entry for the same slot.
            Write();
            _open = new BucketCounts(increments.Layout);
            _open.TryMerge(increments);
        }
    }

    /// <summary>Goes through what is known, oldest first.</summary>
    /// <param name="from">The first slot that is asked for.</param>
    /// <param name="until">The last slot until which the series is known to have lived.</param>
    /// <param name="layouts">The instrument's layouts.</param>
    /// <param name="into">Takes the increments.</param>
    public void Read<TReceiver>(long from, long until, BucketLayouts layouts, ref TReceiver into)
        where TReceiver : struct, IBucketReceiver, allows ref struct
    {
        var (slot, kind, _) = Log.Before;
        foreach (var entry in Log)
        {
            Show(slot, kind, LastSlot(slot, entry.Kind, entry.Slot), from, ref into);
            (slot, kind) = (entry.Slot, entry.Kind);
            if (kind == SlotEntryKind.Buckets && slot >= from && into.Counts(slot) is { } distribution)
            {
                Decode(entry.Buckets, layouts, distribution);
            }
        }

        if (Slot < 0)
        {
            return;
        }

        Show(slot, kind, Slot - 1, from, ref into);
        Show(Slot, SlotEntryKind.Buckets, Math.Max(Slot, until), from, ref into);
        if (_open is { IsEmpty: false } && Slot >= from)
        {
            into.Counts(Slot)?.Add(_open);
        }
    }

    protected override void Close(bool isForced)
    {
        if (_open is { IsEmpty: false })
        {
            Write();
        }
        else if (isForced)
        {
            Log.AppendNumber(Slot, 0);
        }
    }

    private static void Show<TReceiver>(long slot, SlotEntryKind kind, long last, long from, ref TReceiver into)
        where TReceiver : struct, IBucketReceiver, allows ref struct
    {
        if (kind != SlotEntryKind.Gap && last >= from)
        {
            into.Known(slot, last);
        }
    }

    private static void Decode(ReadOnlySpan<byte> bytes, BucketLayouts layouts, Distribution into)
    {
        var at = 0;
        var counts = into.Of(layouts.OfId((int)Varint.Read(bytes, ref at)), out var coarserBy);
        long key = 0;
        while (at < bytes.Length)
        {
            key += Varint.ReadSigned(bytes, ref at);
            counts.Add(coarserBy == 0 ? (int)key : ExponentialBuckets.Coarser((int)key, coarserBy), (long)Varint.Read(bytes, ref at));
        }
    }

    private void Write()
    {
        var counts = _open!;
        // As many as the longest exponential histogram of the .NET SDK has fit on the stack.
        var longest = Varint.Longest + (counts.Length * 2 * Varint.Longest);
        var bytes = longest <= 4096 ? stackalloc byte[longest] : new byte[longest];
        var length = Varint.Write(bytes, (ulong)counts.Layout.Id);
        long key = 0;
        for (var index = 0; index < counts.Length; index++)
        {
            length += Varint.WriteSigned(bytes[length..], counts.Keys[index] - key);
            length += Varint.Write(bytes[length..], (ulong)counts.Counts[index]);
            key = counts.Keys[index];
        }

        Log.AppendBuckets(Slot, bytes[..length]);
        counts.Clear();
    }
}
