namespace MyArch.Media.Formats;

/// <summary>
/// A GIF file: a signature, the size of the screen, perhaps a table of colours, then images (0x2C) and extensions (0x21) whose data are blocks of up to 255 bytes each, and a trailer (0x3B) (GIF89a
/// specification, W3C). What comes after the trailer is not looked at.
/// </summary>
internal static class GifStructure
{
    private const int SignatureLength = 6;
    private const byte Image = 0x2C;
    private const byte Extension = 0x21;
    private const byte Trailer = 0x3B;

    public static PictureSize Read(ByteCursor bytes)
    {
        bytes.Skip(SignatureLength);
        int width = bytes.U16Little();
        int height = bytes.U16Little();
        PictureLimits.CheckSize(width, height);
        var flags = bytes.U8();
        bytes.Skip(2);
        SkipColours(bytes, flags);
        var frames = 0;
        while (true)
        {
            switch (bytes.U8())
            {
                case Image:
                    PictureLimits.CheckFrames(++frames, width, height);
                    SkipImage(bytes, width, height);
                    break;
                case Extension:
                    bytes.Skip(1);
                    SkipBlocks(bytes);
                    break;
                case Trailer:
                    return frames > 0 ? new PictureSize(width, height, frames) : throw new DamagedPictureException("It has no picture in it.");
                default:
                    throw new DamagedPictureException("There is something between its parts.");
            }
        }
    }

    private static void SkipImage(ByteCursor bytes, int width, int height)
    {
        var (left, top) = (bytes.U16Little(), bytes.U16Little());
        if (left + bytes.U16Little() > width || top + bytes.U16Little() > height)
        {
            throw new DamagedPictureException("A frame is not within the picture.");
        }

        SkipColours(bytes, bytes.U8());
        // The first bits of a code; 8 are the most that a byte's colour needs.
        if (bytes.U8() is < 1 or > 8)
        {
            throw new DamagedPictureException("A frame's data cannot be decoded.");
        }

        SkipBlocks(bytes);
    }

    // A table is there if the highest bit says so; the lowest three are the logarithm of its length.
    private static void SkipColours(ByteCursor bytes, byte flags) => bytes.Skip((flags & 0x80) == 0 ? 0 : 3 * (2 << (flags & 0x07)));

    private static void SkipBlocks(ByteCursor bytes)
    {
        while (bytes.U8() is var length and > 0)
        {
            bytes.Skip(length);
        }
    }
}
