using System.Globalization;
using System.Text;
using NpgsqlTypes;

namespace MyArch.DataDefaults;

/// <summary>
/// What a key holds: the format's number, a letter for the kind, the position as 16 hexadecimal digits (which order as the positions do, also in a script), then the value as JSON. The head is for
/// good: an instance of another version must see the tombstones of this one.
/// </summary>
/// <param name="Kind">What it says.</param>
/// <param name="Position">The value is what a reader saw who saw every transaction up to here; of a tombstone: the write was at or before it.</param>
/// <param name="Payload">The value's JSON; empty unless it is a value.</param>
internal readonly record struct CacheEntry(CacheEntryKind Kind, NpgsqlLogSequenceNumber Position, ReadOnlyMemory<byte> Payload = default)
{
    /// <summary>The length of what stands before the JSON.</summary>
    public const int HeadLength = 18;

    /// <summary>The number of the format.</summary>
    public const char Format = '1';

    /// <summary>As a script compares it.</summary>
    public string PositionText => Text(Position);

    public static CacheEntry? Parse(byte[] bytes)
    {
        if (bytes.Length < HeadLength || bytes[0] != Format
            || !ulong.TryParse(bytes.AsSpan(2, HeadLength - 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var position))
        {
            return null;
        }

        var kind = (CacheEntryKind)bytes[1];
        return Enum.IsDefined(kind) ? new CacheEntry(kind, new NpgsqlLogSequenceNumber(position), bytes.AsMemory(HeadLength)) : null;
    }

    public byte[] ToBytes() => [(byte)Format, (byte)Kind, .. Encoding.ASCII.GetBytes(PositionText), .. Payload.Span];

    private static string Text(NpgsqlLogSequenceNumber position) => ((ulong)position).ToString("X16", CultureInfo.InvariantCulture);
}
