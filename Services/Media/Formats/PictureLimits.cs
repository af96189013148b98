namespace MyArch.Media.Formats;

/// <summary>How large a picture may be once it is decoded. A file of a few kilobytes can say that it is 30,000 pixels wide and high, and whoever decodes it would believe it.</summary>
internal static class PictureLimits
{
    /// <summary>The longest side, in pixels.</summary>
    public const int Side = 12_000;

    /// <summary>The largest picture, in pixels: 200 MB when decoded.</summary>
    public const long Pixels = 50_000_000;

    /// <summary>The most frames of an animation.</summary>
    public const int Frames = 1_000;

    /// <summary>The most pixels of all frames of an animation together.</summary>
    public const long AnimatedPixels = 1_000_000_000;

    // libjpeg-turbo's own test programs give up at 500; encoders make about 10.
    /// <summary>The most scans of a JPEG: each of them goes over the whole picture, however short it is.</summary>
    public const int Scans = 100;

    /// <summary>Lets a size pass.</summary>
    public static void CheckSize(long width, long height)
    {
        if (width < 1 || height < 1)
        {
            throw new DamagedPictureException("It has no width or no height.");
        }

        if (width > Side || height > Side || width * height > Pixels)
        {
            throw new PictureTooLargeException($"It is {width} × {height} pixels. A side may have at most {Side}, and the picture {Pixels / 1_000_000} million.");
        }
    }

    /// <summary>Lets an animation pass that has so many frames up to now.</summary>
    public static void CheckFrames(int frames, long width, long height)
    {
        if (frames > Frames)
        {
            throw new PictureTooLargeException($"It has more than {Frames} frames.");
        }

        if (frames > 1 && frames * width * height > AnimatedPixels)
        {
            throw new PictureTooLargeException($"Its frames have more than {AnimatedPixels / 1_000_000} million pixels together.");
        }
    }
}
