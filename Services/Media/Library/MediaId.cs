using System.Text.RegularExpressions;

namespace MyArch.Media.Library;

/// <summary>The id of a picture: the SHA-256 of its bytes, 64 hexadecimal digits in lower case; and where its files are in the storage.</summary>
internal static partial class MediaId
{
    /// <summary>What the keys of originals begin with.</summary>
    public const string Originals = "original/";

    /// <summary>What the keys of thumbnails begin with.</summary>
    public const string Thumbnails = "thumb/";

    private const string ThumbnailExtension = ".webp";

    /// <summary>Whether a text has the form of an id.</summary>
    public static bool IsOne(string text) => Form.IsMatch(text);

    /// <summary>Where the file is that was uploaded.</summary>
    public static string OriginalKey(string id) => $"{Originals}{id}";

    /// <summary>Where the worker puts the thumbnail.</summary>
    public static string ThumbnailKey(string id) => $"{Thumbnails}{id}{ThumbnailExtension}";

    /// <summary>The picture that a file of the storage belongs to; null if it is none of the two above.</summary>
    public static string? OfKey(string key)
    {
        var id = key.StartsWith(Originals, StringComparison.Ordinal) ? key[Originals.Length..]
            : key.StartsWith(Thumbnails, StringComparison.Ordinal) && key.EndsWith(ThumbnailExtension, StringComparison.Ordinal) ? key[Thumbnails.Length..^ThumbnailExtension.Length]
            : "";
        return IsOne(id) ? id : null;
    }

    [GeneratedRegex(@"^[0-9a-f]{64}\z", RegexOptions.NonBacktracking)]
    private static partial Regex Form { get; }
}
