namespace MyArch.Media.Formats;

/// <summary>A format of pictures that is taken.</summary>
/// <param name="Name">As people call it.</param>
/// <param name="ContentType">As headers call it.</param>
/// <param name="Extension">As file names call it, with the dot.</param>
internal sealed record PictureFormat(string Name, string ContentType, string Extension)
{
    public static readonly PictureFormat Jpeg = new("JPEG", "image/jpeg", ".jpg");
    public static readonly PictureFormat Png = new("PNG", "image/png", ".png");
    public static readonly PictureFormat Gif = new("GIF", "image/gif", ".gif");
    public static readonly PictureFormat WebP = new("WebP", "image/webp", ".webp");

    private static readonly PictureFormat[] All = [Jpeg, Png, Gif, WebP];

    /// <summary>How many bytes <see cref="Of"/> wants to see.</summary>
    public const int SignatureLength = 12;

    /// <summary>The format whose signature a file begins with; null if it is none of them.</summary>
    public static PictureFormat? Of(ReadOnlySpan<byte> start) =>
        start.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]) ? Jpeg
        : start.StartsWith((ReadOnlySpan<byte>)[0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) ? Png
        : start.StartsWith("GIF87a"u8) || start.StartsWith("GIF89a"u8) ? Gif
        : start.Length >= SignatureLength && start.StartsWith("RIFF"u8) && start[8..].StartsWith("WEBP"u8) ? WebP
        : null;

    /// <summary>The extension for a content type, which an older or newer version may have stored.</summary>
    public static string ExtensionOf(string contentType) => All.FirstOrDefault(format => format.ContentType == contentType)?.Extension ?? "";
}
