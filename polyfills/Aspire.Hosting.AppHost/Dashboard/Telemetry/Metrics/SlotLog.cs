namespace Aspire.Hosting.Dashboard.Telemetry.Metrics;

/// <summary>
/// What one series was, slot by slot, oldest first, in as few bytes as possible: only what changed is written. An entry is the distance to the slot before, shifted by two bits for
/// its kind, and then its value. What was last dropped at the old end is remembered, because it may hold until today.
/// </summary>
internal sealed class SlotLog
{
    private const int KindBits = 2;
    private const int Smallest = 24;

    private byte[] _bytes = [];
    private int _start;
    private int _end;

    /// <summary>The bytes that the log takes.</summary>
    public int Capacity => _bytes.Length;

    public int Count { get; private set; }

    /// <summary>What was before the first entry: the entry that was dropped last, a gap at first. Never a kind with bytes.</summary>
    public (long Slot, SlotEntryKind Kind, double Value) Before { get; private set; }

    /// <summary>The entry that was written last.</summary>
    public (long Slot, SlotEntryKind Kind, double Value) Last { get; private set; }

    public void AppendGap(long slot) => Append(slot, SlotEntryKind.Gap, 0, []);

    public void AppendNumber(long slot, double value)
    {
        Span<byte> bytes = stackalloc byte[Varint.Longest];
        var isWhole = Math.Abs(value) < 1L << 53 && value == Math.Truncate(value);
        var length = isWhole ? Varint.WriteSigned(bytes, (long)value) : Varint.WriteReal(bytes, value);
        Append(slot, isWhole ? SlotEntryKind.Integer : SlotEntryKind.Real, value, bytes[..length]);
    }

    public void AppendBuckets(long slot, ReadOnlySpan<byte> buckets)
    {
        Span<byte> length = stackalloc byte[Varint.Longest];
        Append(slot, SlotEntryKind.Buckets, 0, length[..Varint.Write(length, (ulong)buckets.Length)], buckets);
    }

    /// <summary>Drops the entries before <paramref name="oldest"/>, and says how many they were.</summary>
    public int Trim(long oldest)
    {
        var dropped = 0;
        var slot = Before.Slot;
        var at = _start;
        while (at < _end)
        {
            var entry = Read(ref at, slot);
            if (entry.Slot >= oldest)
            {
                break;
            }

            slot = entry.Slot;
            Before = (slot, entry.Kind, entry.Value);
            _start = at;
            dropped++;
        }

        Count -= dropped;
        return dropped;
    }

    /// <summary>Gives back the bytes that are not used.</summary>
    public void Compact()
    {
        var length = _end - _start;
        if (length < _bytes.Length / 2)
        {
            Move(length == 0 ? [] : new byte[length]);
        }
    }

    public Reader GetEnumerator() => new(this);

    private SlotEntry Read(scoped ref int at, long previous)
    {
        var header = Varint.Read(_bytes, ref at);
        var slot = previous + (long)(header >> KindBits);
        var kind = (SlotEntryKind)(header & ((1 << KindBits) - 1));
        switch (kind)
        {
            case SlotEntryKind.Integer:
                return new SlotEntry(slot, kind, Varint.ReadSigned(_bytes, ref at), []);
            case SlotEntryKind.Real:
                return new SlotEntry(slot, kind, Varint.ReadReal(_bytes, ref at), []);
            case SlotEntryKind.Buckets:
                var length = (int)Varint.Read(_bytes, ref at);
                at += length;
                return new SlotEntry(slot, kind, 0, _bytes.AsSpan(at - length, length));
            default:
                return new SlotEntry(slot, kind, 0, []);
        }
    }

    private void Append(long slot, SlotEntryKind kind, double value, ReadOnlySpan<byte> first, ReadOnlySpan<byte> second = default)
    {
        Span<byte> header = stackalloc byte[Varint.Longest];
        var distance = slot - (Count == 0 ? Before.Slot : Last.Slot);
        var length = Varint.Write(header, ((ulong)distance << KindBits) | (uint)kind);
        MakeRoom(length + first.Length + second.Length);
        header[..length].CopyTo(_bytes.AsSpan(_end));
        first.CopyTo(_bytes.AsSpan(_end + length));
        second.CopyTo(_bytes.AsSpan(_end + length + first.Length));
        _end += length + first.Length + second.Length;
        Last = (slot, kind, value);
        Count++;
    }

    private void MakeRoom(int length)
    {
        if (_bytes.Length - _end >= length)
        {
            return;
        }

        var used = _end - _start;
        // In place if at least a quarter becomes free by it; otherwise moving would cost more than the memory saves.
        var isRoomy = _start >= _bytes.Length / 4 && _bytes.Length - used >= length;
        Move(isRoomy ? _bytes : new byte[Math.Max(Smallest, Math.Max(used + length, (used * 5) / 4))]);
    }

    private void Move(byte[] to)
    {
        _bytes.AsSpan(_start, _end - _start).CopyTo(to);
        _end -= _start;
        _start = 0;
        _bytes = to;
    }

    /// <summary>Goes through the entries, oldest first.</summary>
    public ref struct Reader(SlotLog log)
    {
        private int _at = log._start;
        private long _slot = log.Before.Slot;

        public SlotEntry Current { get; private set; }

        public bool MoveNext()
        {
            if (_at >= log._end)
            {
                return false;
            }

            Current = log.Read(ref _at, _slot);
            _slot = Current.Slot;
            return true;
        }
    }
}
