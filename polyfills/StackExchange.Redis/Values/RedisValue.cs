using System.Buffers.Text;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace StackExchange.Redis;

/// <summary>
/// A value that Redis stores or answers: nothing, text, bytes or a number. Redis itself knows bytes only, so values compare by what they
/// would be on the wire: <c>"5"</c>, <c>5</c> and the byte of <c>'5'</c> are equal.
/// </summary>
public readonly partial struct RedisValue : IEquatable<RedisValue>
{
    /// <summary>Enough for any number as text.</summary>
    internal const int MaxNumberLength = 32;

    private static readonly object IntegerTag = new();
    private static readonly object DoubleTag = new();

    /// <summary>A string, a byte[], one of the tags, or null.</summary>
    private readonly object? _content;

    /// <summary>The number's bits; for a byte[], the offset (high half) and the length (low half) of the part that counts.</summary>
    private readonly long _bits;

    /// <summary>Creates a value from text.</summary>
    public RedisValue(string value)
        : this(value, 0)
    {
    }

    private RedisValue(object? content, long bits)
    {
        _content = content;
        _bits = bits;
    }

    /// <summary>No value: the key or field does not exist.</summary>
    public static RedisValue Null => default;

    /// <summary>Text of no characters.</summary>
    public static RedisValue EmptyString { get; } = new("");

    /// <summary>Whether there is a value that is not empty.</summary>
    public bool HasValue => !IsNullOrEmpty;

    /// <summary>Whether there is no value.</summary>
    public bool IsNull => _content is null;

    /// <summary>Whether there is no value, or one of no bytes.</summary>
    public bool IsNullOrEmpty => _content switch
    {
        null => true,
        string text => text.Length == 0,
        byte[] => Bytes.IsEmpty,
        _ => false,
    };

    /// <summary>Whether the value is held as a whole number.</summary>
    public bool IsInteger => ReferenceEquals(_content, IntegerTag);

    private bool IsDouble => ReferenceEquals(_content, DoubleTag);

    private double Double => BitConverter.Int64BitsToDouble(_bits);

    private ReadOnlySpan<byte> Bytes => ((byte[])_content!).AsSpan((int)(_bits >> 32), (int)_bits);

    /// <summary>The number of bytes on the wire.</summary>
    public long Length() => GetByteCount();

    /// <summary>The value as text; empty if there is none.</summary>
    public override string ToString() => (string?)this ?? "";

    /// <summary>The number of bytes on the wire.</summary>
    internal int GetByteCount()
    {
        Span<byte> scratch = stackalloc byte[MaxNumberLength];
        return _content switch
        {
            null => 0,
            string text => Encoding.UTF8.GetByteCount(text),
            byte[] => Bytes.Length,
            _ => FormatNumber(scratch),
        };
    }

    /// <summary>Writes the bytes of the wire and returns how many.</summary>
    internal int CopyTo(Span<byte> destination)
    {
        switch (_content)
        {
            case null:
                return 0;
            case string text:
                return Encoding.UTF8.GetBytes(text, destination);
            case byte[]:
                Bytes.CopyTo(destination);
                return Bytes.Length;
            default:
                return FormatNumber(destination);
        }
    }

    internal static RedisValue FromInteger(long value) => new(IntegerTag, value);

    internal static RedisValue FromDouble(double value) => new(DoubleTag, BitConverter.DoubleToInt64Bits(value));

    internal static RedisValue FromMemory(ReadOnlyMemory<byte> value)
    {
        if (MemoryMarshal.TryGetArray(value, out var segment) && segment.Array is { } array)
        {
            return new(array, ((long)segment.Offset << 32) | (uint)segment.Count);
        }

        var copy = value.ToArray();
        return new(copy, (uint)copy.Length);
    }

    private int FormatNumber(Span<byte> destination)
    {
        int written;
        if (IsInteger)
        {
            Utf8Formatter.TryFormat(_bits, destination, out written);
            return written;
        }

        var text = FormatDouble(Double);
        return Encoding.UTF8.GetBytes(text, destination);
    }

    private static string FormatDouble(double value) => value switch
    {
        double.PositiveInfinity => "+inf",
        double.NegativeInfinity => "-inf",
        double.NaN => "nan",
        _ => value.ToString("R", CultureInfo.InvariantCulture),
    };
}
