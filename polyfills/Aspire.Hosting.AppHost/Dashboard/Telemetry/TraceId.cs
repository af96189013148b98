using System.Buffers.Binary;
using System.Globalization;
using System.Runtime.InteropServices;

namespace Aspire.Hosting.Dashboard.Telemetry;

/// <summary>A W3C trace id: 16 bytes, not all zero. As text 32 lower-case hexadecimal digits.</summary>
/// <seealso href="https://www.w3.org/TR/trace-context/#trace-id"/>
[StructLayout(LayoutKind.Auto)]
public readonly record struct TraceId(ulong High, ulong Low)
{
    public const int Bytes = 16;

    public bool IsEmpty => (High | Low) == 0;

    /// <summary>False (and an empty id) for anything but 32 hexadecimal digits of either case.</summary>
    public static bool TryParse(ReadOnlySpan<char> hex, out TraceId id)
    {
        if (hex.Length == 2 * Bytes
            && ulong.TryParse(hex[..16], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var high)
            && ulong.TryParse(hex[16..], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var low))
        {
            id = new(high, low);
            return true;
        }

        id = default;
        return false;
    }

    /// <summary>The id from exactly 16 bytes as they are on the wire.</summary>
    public static TraceId Read(ReadOnlySpan<byte> bytes) =>
        new(BinaryPrimitives.ReadUInt64BigEndian(bytes), BinaryPrimitives.ReadUInt64BigEndian(bytes[8..]));

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{High:x16}{Low:x16}");
}
