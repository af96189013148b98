using System.Buffers.Binary;

namespace MyArch.Worker.Handlers.Pictures;

/// <summary>Width and height of a WebP file, from its first bytes (developers.google.com/speed/webp/docs/riff_container).</summary>
internal static class WebpSize
{
    /// <summary>How many bytes are needed.</summary>
    public const int HeaderLength = 30;

    /// <summary>Null if it is no WebP file.</summary>
    public static (int Width, int Height)? Read(ReadOnlySpan<byte> file)
    {
        if (file.Length < HeaderLength || !file.StartsWith("RIFF"u8) || !file[8..].StartsWith("WEBP"u8))
        {
            return null;
        }

        var chunk = file[20..];
        if (file[12..].StartsWith("VP8 "u8))
        {
            // A key frame: 3 bytes of tag, 3 of start code, then 14 bits each.
            return (BinaryPrimitives.ReadUInt16LittleEndian(chunk[6..]) & 0x3FFF, BinaryPrimitives.ReadUInt16LittleEndian(chunk[8..]) & 0x3FFF);
        }

        if (file[12..].StartsWith("VP8L"u8))
        {
            // A signature byte, then 14 bits each, less one.
            var bits = BinaryPrimitives.ReadUInt32LittleEndian(chunk[1..]);
            return ((int)(bits & 0x3FFF) + 1, (int)((bits >> 14) & 0x3FFF) + 1);
        }

        // Flags, then 24 bits each, less one.
        return file[12..].StartsWith("VP8X"u8) ? (Read24(chunk[4..]) + 1, Read24(chunk[7..]) + 1) : null;
    }

    private static int Read24(ReadOnlySpan<byte> bytes) => bytes[0] | (bytes[1] << 8) | (bytes[2] << 16);
}
