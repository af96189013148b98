using System.Buffers.Binary;

namespace MyArch.Media.Formats;

/// <summary>
/// A WebP file: a RIFF container of chunks, each of type, length and data, padded to an even length (RFC 9649). A picture is one chunk (VP8 or VP8L), or it begins with VP8X, which says how large the
/// canvas is, and has one picture or frames (ANMF) in it. What comes after the container is not looked at.
/// </summary>
internal static class WebPStructure
{
    private const int FrameHeaderLength = 16;

    public static PictureSize Read(ByteCursor bytes)
    {
        bytes.Skip(4);
        var end = 8 + (long)bytes.U32Little();
        if (end > bytes.Length)
        {
            throw new DamagedPictureException("It ends before it should: it was cut off, or a length in it is wrong.");
        }

        bytes.Skip(4);
        return bytes.Peek(4) is var type && type.SequenceEqual("VP8X"u8) ? Extended(bytes, end) : Simple(bytes, end);
    }

    private static PictureSize Simple(ByteCursor bytes, long end)
    {
        var type = bytes.U32();
        return Picture(bytes, type, ChunkEnd(bytes, end)) ?? throw new DamagedPictureException("It has no picture in it.");
    }

    private static PictureSize Extended(ByteCursor bytes, long end)
    {
        bytes.Skip(4);
        var next = ChunkEnd(bytes, end);
        bytes.Skip(4);
        var (width, height) = (bytes.U24Little() + 1, bytes.U24Little() + 1);
        PictureLimits.CheckSize(width, height);
        SkipTo(bytes, next);
        var frames = 0;
        while (bytes.Position < end)
        {
            var type = bytes.U32();
            next = ChunkEnd(bytes, end);
            if (type == Chunk("ANMF"u8))
            {
                PictureLimits.CheckFrames(++frames, width, height);
                CheckFrame(bytes, width, height, next);
            }
            else if (Picture(bytes, type, next) is { } still)
            {
                frames++;
                CheckWithin(0, 0, still, width, height);
            }

            SkipTo(bytes, next);
        }

        return frames > 0 ? new PictureSize(width, height, frames) : throw new DamagedPictureException("It has no picture in it.");
    }

    private static void CheckFrame(ByteCursor bytes, int width, int height, long end)
    {
        var (left, top) = (2 * bytes.U24Little(), 2 * bytes.U24Little());
        bytes.Skip(FrameHeaderLength - 6);
        while (bytes.Position < end)
        {
            var type = bytes.U32();
            var next = ChunkEnd(bytes, end);
            if (Picture(bytes, type, next) is { } picture)
            {
                CheckWithin(left, top, picture, width, height);
            }

            SkipTo(bytes, next);
        }
    }

    private static void CheckWithin(int left, int top, PictureSize picture, int width, int height)
    {
        if (left + picture.Width > width || top + picture.Height > height)
        {
            throw new DamagedPictureException("A frame is not within the picture.");
        }
    }

    // The size of a picture's data; null for any other chunk. The data may be shorter than the headers that are read here: the end of the chunk is checked after them.
    private static PictureSize? Picture(ByteCursor bytes, uint type, long end)
    {
        PictureSize? size = null;
        if (type == Chunk("VP8 "u8))
        {
            size = Lossy(bytes.Take(10));
        }
        else if (type == Chunk("VP8L"u8))
        {
            size = Lossless(bytes.Take(5));
        }

        return bytes.Position <= end ? size : throw new DamagedPictureException("A part is too short.");
    }

    // RFC 6386, section 9.1: a key frame, the start code, and 14 bits each of width and height.
    private static PictureSize Lossy(ReadOnlySpan<byte> header)
    {
        if ((header[0] & 1) != 0 || !header[3..].StartsWith((ReadOnlySpan<byte>)[0x9D, 0x01, 0x2A]))
        {
            throw new DamagedPictureException("Its data cannot be decoded.");
        }

        return Checked(BinaryPrimitives.ReadUInt16LittleEndian(header[6..]) & 0x3FFF, BinaryPrimitives.ReadUInt16LittleEndian(header[8..]) & 0x3FFF);
    }

    // RFC 9649, section 3.4: a signature, 14 bits each of width and height less one, a bit for transparency and three of the version.
    private static PictureSize Lossless(ReadOnlySpan<byte> header)
    {
        var bits = BinaryPrimitives.ReadUInt32LittleEndian(header[1..]);
        return header[0] == 0x2F && bits >> 29 == 0
            ? Checked((int)(bits & 0x3FFF) + 1, (int)((bits >> 14) & 0x3FFF) + 1)
            : throw new DamagedPictureException("Its data cannot be decoded.");
    }

    private static PictureSize Checked(int width, int height)
    {
        PictureLimits.CheckSize(width, height);
        return new PictureSize(width, height, Frames: 1);
    }

    // Reads a chunk's length, and returns where the next chunk is, or would be.
    private static long ChunkEnd(ByteCursor bytes, long end)
    {
        long length = bytes.U32Little();
        // The padding of the last chunk is left out by some.
        return bytes.Position + length <= end ? Math.Min(bytes.Position + length + (length & 1), end) : throw new DamagedPictureException("A part is longer than the whole.");
    }

    private static void SkipTo(ByteCursor bytes, long position) =>
        bytes.Skip(position >= bytes.Position ? position - bytes.Position : throw new DamagedPictureException("A part is too short."));

    private static uint Chunk(ReadOnlySpan<byte> type) => BinaryPrimitives.ReadUInt32BigEndian(type);
}
