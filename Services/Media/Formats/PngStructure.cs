using System.Buffers.Binary;

namespace MyArch.Media.Formats;

/// <summary>A PNG file: a signature and chunks, each of length, type, data and a CRC-32 of type and data, from IHDR to IEND (W3C PNG, third edition, section 5). What comes after IEND is not looked at.</summary>
internal static class PngStructure
{
    private const int SignatureLength = 8;
    private const int HeaderLength = 13;

    public static PictureSize Read(ByteCursor bytes)
    {
        bytes.Skip(SignatureLength);
        PictureSize? size = null;
        var hasData = false;
        var frames = 0;
        Span<byte> header = stackalloc byte[HeaderLength];
        while (true)
        {
            long length = bytes.U32();
            var type = bytes.U32();
            if (length > bytes.Left)
            {
                throw new DamagedPictureException("It ends within a chunk: it was cut off, or a length in it is wrong.");
            }

            if (size is null != (type == Chunk("IHDR"u8)) || (size is null && length != HeaderLength))
            {
                throw new DamagedPictureException("It must have one header, and begin with it.");
            }

            if (size is null)
            {
                bytes.Peek(HeaderLength).CopyTo(header);
            }

            CheckCrc(bytes, type, length);
            if (size is null)
            {
                // Its checksum is right: these are the values that were meant.
                size = Header(header);
            }
            else if (type == Chunk("IDAT"u8))
            {
                hasData = true;
            }
            else if (type == Chunk("fcTL"u8))
            {
                PictureLimits.CheckFrames(++frames, size.Width, size.Height);
            }
            else if (type == Chunk("IEND"u8))
            {
                return hasData ? size with { Frames = Math.Max(frames, 1) } : throw new DamagedPictureException("It has no picture in it.");
            }
        }
    }

    private static uint Chunk(ReadOnlySpan<byte> type) => BinaryPrimitives.ReadUInt32BigEndian(type);

    private static PictureSize Header(ReadOnlySpan<byte> header)
    {
        var width = BinaryPrimitives.ReadUInt32BigEndian(header);
        var height = BinaryPrimitives.ReadUInt32BigEndian(header[4..]);
        PictureLimits.CheckSize(width, height);
        var (depth, colour, compression, filter, interlace) = (header[8], header[9], header[10], header[11], header[12]);
        var isKnown = colour switch
        {
            0 => depth is 1 or 2 or 4 or 8 or 16,
            3 => depth is 1 or 2 or 4 or 8,
            2 or 4 or 6 => depth is 8 or 16,
            _ => false,
        };
        return isKnown && compression == 0 && filter == 0 && interlace <= 1
            ? new PictureSize((int)width, (int)height, Frames: 1)
            : throw new DamagedPictureException("Its header has values that do not exist.");
    }

    private static void CheckCrc(ByteCursor bytes, uint type, long length)
    {
        Span<byte> name = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(name, type);
        var crc = Crc32.Update(Crc32.Seed, name);
        for (var left = length; left > 0;)
        {
            var some = bytes.TakeSome(left);
            crc = Crc32.Update(crc, some);
            left -= some.Length;
        }

        if (bytes.U32() != Crc32.Finish(crc))
        {
            throw new DamagedPictureException("A checksum in it is wrong.");
        }
    }
}
