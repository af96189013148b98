namespace MyArch.Media.Formats;

/// <summary>
/// A JPEG file: markers (0xFF and a code), most of them with a segment whose first two bytes are its length, and after each start of scan the compressed data, in which 0xFF is followed by 0x00 or by a
/// restart marker (ITU-T T.81, annex B). It is complete when it has a frame, a scan and the end of image; what comes after that is not looked at, since cameras append things.
/// </summary>
internal static class JpegStructure
{
    private const byte StartOfImage = 0xD8;
    private const byte EndOfImage = 0xD9;
    private const byte StartOfScan = 0xDA;

    public static PictureSize Read(ByteCursor bytes)
    {
        bytes.Skip(2);
        PictureSize? size = null;
        var scans = 0;
        while (true)
        {
            var marker = Marker(bytes);
            switch (marker)
            {
                case EndOfImage:
                    return size is not null && scans > 0 ? size : throw new DamagedPictureException("It has no picture in it.");
                case StartOfImage:
                    throw new DamagedPictureException("It begins twice.");
                case StartOfScan:
                    if (size is null)
                    {
                        throw new DamagedPictureException("Its data come before its size.");
                    }

                    if (++scans > PictureLimits.Scans)
                    {
                        throw new PictureTooLargeException($"It has more than {PictureLimits.Scans} scans.");
                    }

                    Segment(bytes);
                    SkipData(bytes);
                    break;
                case var frame when IsStartOfFrame(frame):
                    size = size is null ? Frame(bytes) : throw new DamagedPictureException("It has two sizes.");
                    break;
                case var alone when HasNoSegment(alone):
                    break;
                default:
                    Segment(bytes);
                    break;
            }
        }
    }

    // Any number of 0xFF may stand before the code.
    private static byte Marker(ByteCursor bytes)
    {
        if (bytes.U8() != 0xFF)
        {
            throw new DamagedPictureException("There is something between its parts.");
        }

        byte code;
        do
        {
            code = bytes.U8();
        }
        while (code == 0xFF);
        return code == 0 ? throw new DamagedPictureException("There is data outside of a scan.") : code;
    }

    private static void Segment(ByteCursor bytes) => bytes.Skip(SegmentLength(bytes));

    private static int SegmentLength(ByteCursor bytes) => bytes.U16() is var length and >= 2 ? length - 2 : throw new DamagedPictureException("A part has no length.");

    private static PictureSize Frame(ByteCursor bytes)
    {
        var length = SegmentLength(bytes);
        if (length < 6)
        {
            throw new DamagedPictureException("Its size is missing.");
        }

        bytes.Skip(1);
        int height = bytes.U16();
        int width = bytes.U16();
        if (length != 6 + (3 * bytes.U8()))
        {
            throw new DamagedPictureException("Its size has the wrong length.");
        }

        PictureLimits.CheckSize(width, height);
        bytes.Skip(length - 6);
        return new PictureSize(width, height, Frames: 1);
    }

    // To the marker that ends the scan.
    private static void SkipData(ByteCursor bytes)
    {
        while (true)
        {
            bytes.SkipTo(0xFF);
            var next = bytes.Peek(2);
            if (next.Length == 2 && next[1] is not (0x00 or 0xFF or (>= 0xD0 and <= 0xD7)))
            {
                return;
            }

            // One only of two fill bytes: the second one may begin the marker.
            bytes.Skip(next.Length == 2 && next[1] != 0xFF ? 2 : 1);
        }
    }

    // All of 0xC0 to 0xCF but the tables (0xC4, 0xCC) and a reserved one (0xC8).
    private static bool IsStartOfFrame(byte marker) => marker is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC);

    private static bool HasNoSegment(byte marker) => marker is 0x01 or (>= 0xD0 and <= 0xD7);
}
