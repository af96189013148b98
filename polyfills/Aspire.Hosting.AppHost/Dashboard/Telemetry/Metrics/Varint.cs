using System.Buffers.Binary;

namespace Aspire.Hosting.Dashboard.Telemetry.Metrics;

/// <summary>Numbers in as few bytes as they need: seven bits a byte, the lowest first.</summary>
internal static class Varint
{
    /// <summary>The most bytes that a number takes.</summary>
    public const int Longest = 10;

    public static int Write(Span<byte> to, ulong value)
    {
        var length = 0;
        while (value >= 0x80)
        {
            to[length++] = (byte)(value | 0x80);
            value >>= 7;
        }

        to[length++] = (byte)value;
        return length;
    }

    /// <summary>Signed numbers: those near zero are short, whatever their sign.</summary>
    public static int WriteSigned(Span<byte> to, long value) => Write(to, (ulong)((value << 1) ^ (value >> 63)));

    public static ulong Read(ReadOnlySpan<byte> from, ref int at)
    {
        ulong value = 0;
        var shift = 0;
        byte next;
        do
        {
            next = from[at++];
            value |= (ulong)(next & 0x7F) << shift;
            shift += 7;
        }
        while (next >= 0x80);

        return value;
    }

    public static long ReadSigned(ReadOnlySpan<byte> from, ref int at)
    {
        var value = Read(from, ref at);
        return (long)(value >> 1) ^ -(long)(value & 1);
    }

    public static int WriteReal(Span<byte> to, double value)
    {
        BinaryPrimitives.WriteDoubleLittleEndian(to, value);
        return sizeof(double);
    }

    public static double ReadReal(ReadOnlySpan<byte> from, ref int at)
    {
        var value = BinaryPrimitives.ReadDoubleLittleEndian(from[at..]);
        at += sizeof(double);
        return value;
    }
}
