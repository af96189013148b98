using System.Buffers.Binary;

namespace Aspire.Hosting.Dashboard.Otlp;

/// <summary>A repeated field of numbers, packed or not, up to as many as are taken.</summary>
internal sealed class PackedNumbers
{
    /// <summary>More buckets than any histogram should have: the largest default of the SDKs is 160 on each side.</summary>
    public const int Most = 2000;

    private ulong[] _values = [];

    public int Count { get; private set; }

    public ulong this[int index] => _values[index];

    /// <summary>Whether there were more than <see cref="Most"/>.</summary>
    public bool IsTooLong { get; private set; }

    public void Add(ulong value)
    {
        if (Count == Most)
        {
            IsTooLong = true;
            return;
        }

        if (Count == _values.Length)
        {
            Array.Resize(ref _values, Math.Max(16, Count * 2));
        }

        _values[Count++] = value;
    }

    /// <summary>Packed numbers of eight bytes each.</summary>
    /// <exception cref="OtlpFormatException">The last one is cut.</exception>
    public void AddFixed(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length % sizeof(ulong) != 0)
        {
            throw new OtlpFormatException("The message ends within a field.");
        }

        for (; !bytes.IsEmpty; bytes = bytes[sizeof(ulong)..])
        {
            Add(BinaryPrimitives.ReadUInt64LittleEndian(bytes));
        }
    }

    /// <summary>Packed numbers of as many bytes as they need.</summary>
    /// <exception cref="OtlpFormatException">The last one is cut, or one is too long.</exception>
    public void AddVarints(ReadOnlySpan<byte> bytes)
    {
        var at = 0;
        while (at < bytes.Length)
        {
            ulong value = 0;
            var shift = 0;
            while (true)
            {
                if (at == bytes.Length || shift > 63)
                {
                    throw new OtlpFormatException("The message ends within a field.");
                }

                var next = bytes[at++];
                value |= (ulong)(next & 0x7F) << shift;
                shift += 7;
                if (next < 0x80)
                {
                    break;
                }
            }

            Add(value);
        }
    }
}
