using System.Buffers.Binary;
using System.IO.Compression;

namespace MyArch.Media.Tests;

/// <summary>Pictures made by hand: good ones, and such as no program would write.</summary>
internal static class TestPictures
{
    private static readonly byte[] PngSignature = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A];

    /// <summary>A good PNG of random greys.</summary>
    public static byte[] Png(int width, int height, int seed)
    {
        var rows = new byte[height * (width + 1)];
        new Random(seed).NextBytes(rows);
        for (var row = 0; row < height; row++)
        {
            // No filter.
            rows[row * (width + 1)] = 0;
        }

        using var data = new MemoryStream();
        using (var zlib = new ZLibStream(data, CompressionLevel.Fastest, leaveOpen: true))
        {
            zlib.Write(rows);
        }

        return Png(Header(width, height), Chunk("IDAT", data.ToArray()));
    }

    /// <summary>A PNG of these chunks and an end.</summary>
    public static byte[] Png(params byte[][] chunks) => [.. PngSignature, .. chunks.SelectMany(static chunk => chunk), .. Chunk("IEND", [])];

    /// <summary>The header of a grey PNG.</summary>
    public static byte[] Header(int width, int height, byte depth = 8, byte colour = 0)
    {
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        (header[8], header[9]) = (depth, colour);
        return Chunk("IHDR", header);
    }

    /// <summary>A chunk with its checksum.</summary>
    public static byte[] Chunk(string type, byte[] data)
    {
        var chunk = new byte[12 + data.Length];
        BinaryPrimitives.WriteInt32BigEndian(chunk, data.Length);
        System.Text.Encoding.ASCII.GetBytes(type).CopyTo(chunk, 4);
        data.CopyTo(chunk, 8);
        BinaryPrimitives.WriteUInt32BigEndian(chunk.AsSpan(8 + data.Length), Crc(chunk.AsSpan(4, 4 + data.Length)));
        return chunk;
    }

    /// <summary>A picture as long as that: what comes after the end of a PNG is nobody's.</summary>
    public static byte[] PngOfLength(int length, int seed = 1)
    {
        var file = new byte[length];
        new Random(seed).NextBytes(file);
        Png(50, 50, seed).CopyTo(file, 0);
        return file;
    }

    /// <summary>A GIF of so many frames of one pixel, with a comment before them.</summary>
    public static byte[] Gif(int width, int height, int frames, string comment = "") =>
    [
        .. "GIF89a"u8, (byte)width, (byte)(width >> 8), (byte)height, (byte)(height >> 8), 0x80, 0, 0, 0, 0, 0, 255, 255, 255,
        0x21, 0xFE, (byte)comment.Length, .. System.Text.Encoding.ASCII.GetBytes(comment), .. comment.Length > 0 ? (byte[])[0] : [],
        .. Enumerable.Repeat<byte[]>([0x2C, 0, 0, 0, 0, 1, 0, 1, 0, 0, 2, 2, 0x44, 1, 0], frames).SelectMany(static frame => frame),
        0x3B,
    ];

    /// <summary>A JPEG of a frame header and so many scans without data.</summary>
    public static byte[] Jpeg(int width, int height, int scans = 1) =>
    [
        0xFF, 0xD8, 0xFF, 0xC2, 0, 11, 8, (byte)(height >> 8), (byte)height, (byte)(width >> 8), (byte)width, 1, 1, 0x11, 0,
        .. Enumerable.Repeat<byte[]>([0xFF, 0xDA, 0, 8, 1, 1, 0, 0, 63, 0, 0x12, 0xFF, 0x00, 0xFF, 0xD0, 0x34], scans).SelectMany(static scan => scan),
        0xFF, 0xD9,
    ];

    /// <summary>A lossless WebP: a container, a header and a few bytes.</summary>
    public static byte[] WebP(int width, int height)
    {
        var chunk = new byte[14];
        "VP8L"u8.CopyTo(chunk);
        chunk[4] = 6;
        chunk[8] = 0x2F;
        BinaryPrimitives.WriteInt32LittleEndian(chunk.AsSpan(9), (width - 1) | ((height - 1) << 14));
        return [.. "RIFF"u8, (byte)(4 + chunk.Length), 0, 0, 0, .. "WEBP"u8, .. chunk];
    }

    // Bit by bit, as the specification tells it: not the way of the code that is tested.
    private static uint Crc(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var value in bytes)
        {
            crc ^= value;
            for (var bit = 0; bit < 8; bit++)
            {
                crc = (crc & 1) == 0 ? crc >> 1 : (crc >> 1) ^ 0xEDB88320;
            }
        }

        return ~crc;
    }
}
