using System.Buffers.Binary;

namespace Aspire.Hosting.Dashboard.Otlp;

/// <summary>
/// Reads the fields of one protobuf message where they lie: nothing is copied and nothing allocated, which the reader of Google.Protobuf cannot offer for
/// texts (they would have to become strings before it is known that the same string is there already).
/// </summary>
/// <remarks>
/// A field of an expected number with another wire type than the expected one is an unknown field, as for every protobuf parser: a switch over whole
/// tags (<see cref="Tag"/>) with <c>Skip</c> as its default does the right thing.
/// </remarks>
/// <exception cref="OtlpFormatException">Every method: the message ends within a field, or is no protobuf.</exception>
internal ref struct ProtobufReader(ReadOnlySpan<byte> message)
{
    /// <summary>As deep as the parsers of Google go.</summary>
    public const int MaxDepth = 100;

    private readonly ReadOnlySpan<byte> _message = message;
    private int _position;

    /// <summary>The tag of a field: its number and its wire type.</summary>
    public static uint Tag(uint field, uint wireType) => (field << 3) | wireType;

    /// <summary>False at the end.</summary>
    public bool TryReadTag(out uint tag)
    {
        if (_position == _message.Length)
        {
            tag = 0;
            return false;
        }

        // Numbers up to 15 take one byte.
        var first = _message[_position];
        if (first < 0x80)
        {
            _position++;
            tag = first;
        }
        else
        {
            var wide = ReadVarint();
            tag = wide <= uint.MaxValue ? (uint)wide : throw new OtlpFormatException("A tag has more than 32 bits.");
        }

        return tag >> 3 != 0 ? true : throw new OtlpFormatException("A field has the number 0.");
    }

    /// <summary>Goes to the next nested message, text or bytes of a tag and past everything before it. False at the end.</summary>
    public bool TryReadNext(uint wanted, out ReadOnlySpan<byte> message)
    {
        while (TryReadTag(out var tag))
        {
            if (tag == wanted)
            {
                message = ReadBytes();
                return true;
            }

            Skip(tag);
        }

        message = default;
        return false;
    }

    /// <summary>The last nested message of a tag, wherever it stands; empty when there is none.</summary>
    public static ReadOnlySpan<byte> FindLast(uint wanted, ReadOnlySpan<byte> message)
    {
        var reader = new ProtobufReader(message);
        ReadOnlySpan<byte> last = default;
        while (reader.TryReadNext(wanted, out var found))
        {
            last = found;
        }

        return last;
    }

    public ulong ReadVarint()
    {
        var result = 0UL;
        for (var shift = 0; shift < 64; shift += 7)
        {
            if (_position == _message.Length)
            {
                throw Truncated();
            }

            var next = _message[_position++];
            result |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
            {
                return result;
            }
        }

        throw new OtlpFormatException("A number has more than ten bytes.");
    }

    public long ReadInt64() => (long)ReadVarint();

    public int ReadInt32() => (int)ReadVarint();

    /// <summary>A count that an <c>int</c> can hold: what is beyond it is cut.</summary>
    public int ReadCount() => (int)Math.Min((uint)ReadVarint(), int.MaxValue);

    public bool ReadBoolean() => ReadVarint() != 0;

    /// <summary>A number of the wire type varint with the sign in its lowest bit (<c>sint32</c>, <c>sint64</c>).</summary>
    public long ReadZigZag()
    {
        var value = ReadVarint();
        return (long)(value >> 1) ^ -(long)(value & 1);
    }

    public ulong ReadFixed64() => BinaryPrimitives.ReadUInt64LittleEndian(Take(8));

    public uint ReadFixed32() => BinaryPrimitives.ReadUInt32LittleEndian(Take(4));

    public double ReadDouble() => BinaryPrimitives.ReadDoubleLittleEndian(Take(8));

    /// <summary>A text, bytes or a nested message.</summary>
    public ReadOnlySpan<byte> ReadBytes()
    {
        var length = ReadVarint();
        return length <= (ulong)(_message.Length - _position) ? Take((int)length) : throw Truncated();
    }

    /// <summary>Goes past the field whose tag was just read.</summary>
    public void Skip(uint tag) => Skip(tag, MaxDepth);

    private void Skip(uint tag, int depth)
    {
        switch (tag & 7)
        {
            case WireType.Varint:
                ReadVarint();
                break;
            case WireType.Fixed64:
                Take(8);
                break;
            case WireType.Length:
                ReadBytes();
                break;
            case WireType.StartGroup:
                SkipGroup(tag, depth);
                break;
            case WireType.Fixed32:
                Take(4);
                break;
            case WireType.EndGroup:
                throw new OtlpFormatException("A group ends that has not begun.");
            default:
                throw new OtlpFormatException("A field has a wire type that does not exist.");
        }
    }

    private void SkipGroup(uint start, int depth)
    {
        if (depth == 0)
        {
            throw TooDeep();
        }

        while (TryReadTag(out var tag))
        {
            if ((tag & 7) == WireType.EndGroup)
            {
                if (tag >> 3 != start >> 3)
                {
                    throw new OtlpFormatException("A group ends that has not begun.");
                }

                return;
            }

            Skip(tag, depth - 1);
        }

        throw Truncated();
    }

    private ReadOnlySpan<byte> Take(int count)
    {
        if (count > _message.Length - _position)
        {
            throw Truncated();
        }

        var taken = _message.Slice(_position, count);
        _position += count;
        return taken;
    }

    public static OtlpFormatException TooDeep() => new($"The message is nested deeper than {MaxDepth}.");

    private static OtlpFormatException Truncated() => new("The message ends within a field.");
}
