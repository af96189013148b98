using System.Buffers.Binary;
using System.Globalization;
using System.Runtime.InteropServices;

namespace Aspire.Hosting.Dashboard.Telemetry;

/// <summary>A W3C span id: 8 bytes, not all zero. As text 16 lower-case hexadecimal digits. Empty: no such span (no parent).</summary>
/// <seealso href="https://www.w3.org/TR/trace-context/#parent-id"/>
[StructLayout(LayoutKind.Auto)]
public readonly record struct SpanId(ulong Value)
{
    public const int Bytes = 8;

    public bool IsEmpty => Value == 0;

    /// <summary>False (and an empty id) for anything but 16 hexadecimal digits of either case.</summary>
    public static bool TryParse(ReadOnlySpan<char> hex, out SpanId id)
    {
        if (hex.Length == 2 * Bytes && ulong.TryParse(hex, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value))
        {
            id = new(value);
            return true;
        }

        id = default;
        return false;
    }

    /// <summary>The id from exactly 8 bytes as they are on the wire.</summary>
    public static SpanId Read(ReadOnlySpan<byte> bytes) => new(BinaryPrimitives.ReadUInt64BigEndian(bytes));

    public override string ToString() => Value.ToString("x16", CultureInfo.InvariantCulture);
}
