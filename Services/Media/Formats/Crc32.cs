using System.Buffers.Binary;

namespace MyArch.Media.Formats;

/// <summary>The CRC-32 of PNG (ISO 3309, polynomial 0xEDB88320 with its bits reversed), eight bytes at a step. The framework has none outside of a package of its own.</summary>
internal static class Crc32
{
    /// <summary>What a checksum begins with.</summary>
    public const uint Seed = 0xFFFF_FFFF;

    private const int Step = 8;

    private static readonly uint[] Tables = MakeTables();

    /// <summary>Takes further bytes in.</summary>
    public static uint Update(uint crc, ReadOnlySpan<byte> bytes)
    {
        var tables = Tables.AsSpan();
        while (bytes.Length >= Step)
        {
            var low = BinaryPrimitives.ReadUInt32LittleEndian(bytes) ^ crc;
            var high = BinaryPrimitives.ReadUInt32LittleEndian(bytes[4..]);
            crc = tables[(7 * 256) + (int)(low & 0xFF)] ^ tables[(6 * 256) + (int)((low >> 8) & 0xFF)] ^ tables[(5 * 256) + (int)((low >> 16) & 0xFF)] ^ tables[(4 * 256) + (int)(low >> 24)]
                ^ tables[(3 * 256) + (int)(high & 0xFF)] ^ tables[(2 * 256) + (int)((high >> 8) & 0xFF)] ^ tables[256 + (int)((high >> 16) & 0xFF)] ^ tables[(int)(high >> 24)];
            bytes = bytes[Step..];
        }

        foreach (var value in bytes)
        {
            crc = tables[(int)((crc ^ value) & 0xFF)] ^ (crc >> 8);
        }

        return crc;
    }

    /// <summary>The checksum of all that was taken in.</summary>
    public static uint Finish(uint crc) => ~crc;

    // Table k says what a byte does to the checksum k bytes later.
    private static uint[] MakeTables()
    {
        var tables = new uint[Step * 256];
        for (var value = 0u; value < 256; value++)
        {
            var crc = value;
            for (var bit = 0; bit < 8; bit++)
            {
                crc = (crc & 1) == 0 ? crc >> 1 : (crc >> 1) ^ 0xEDB8_8320;
            }

            tables[value] = crc;
        }

        for (var i = 256; i < tables.Length; i++)
        {
            tables[i] = (tables[i - 256] >> 8) ^ tables[tables[i - 256] & 0xFF];
        }

        return tables;
    }
}
