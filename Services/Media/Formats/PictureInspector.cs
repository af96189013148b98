using System.Diagnostics;

namespace MyArch.Media.Formats;

/// <summary>
/// Finds out what a file is by its content, how large it is once decoded, and whether all of it is there. Nothing is decoded: headers and the frames around the data are read, each length compared with
/// what is left of the file, in one pass and with a buffer of one size.
/// </summary>
/// <remarks>
/// A file can be a good picture and something else at the same time (a GIF that is HTML in its comment). That is not looked for: what is stored is served with the type found here and <c>nosniff</c>, so a
/// browser takes it for nothing else.
/// </remarks>
internal static class PictureInspector
{
    /// <summary>Inspects a file from its beginning.</summary>
    public static PictureInspection Inspect(Stream file)
    {
        using var bytes = new ByteCursor(file);
        var start = bytes.Peek(PictureFormat.SignatureLength);
        var format = PictureFormat.Of(start);
        if (format is null)
        {
            return new(null, null, Describe(start));
        }

        try
        {
            return new(format, Read(format, bytes), null);
        }
        catch (DamagedPictureException damaged)
        {
            return new(format, null, $"The file begins as {format.Name} and is damaged. {damaged.Message}");
        }
        catch (PictureTooLargeException large)
        {
            return new(format, null, $"The picture is too large to show. {large.Message}");
        }
    }

    private static PictureSize Read(PictureFormat format, ByteCursor bytes) =>
        format == PictureFormat.Jpeg ? JpegStructure.Read(bytes)
        : format == PictureFormat.Png ? PngStructure.Read(bytes)
        : format == PictureFormat.Gif ? GifStructure.Read(bytes)
        : format == PictureFormat.WebP ? WebPStructure.Read(bytes)
        : throw new UnreachableException();

    private static string Describe(ReadOnlySpan<byte> start)
    {
        const string Taken = "JPEG, PNG, GIF and WebP are taken";
        return start.IndexOf((byte)'<') is >= 0 and <= 4
            ? $"SVG and HTML are not taken: they can carry scripts. {Taken}."
            : $"The content is no picture of a kind that is taken, whatever its name says. {Taken}.";
    }
}
