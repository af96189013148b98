using System.Text.RegularExpressions;

namespace MyArch.CloudDefaults.Storage;

/// <summary>What names a file: <c>thumb/3f2a.webp</c>, names of letters, digits, dots, hyphens and underscores with a slash between them, none of which begins with a dot.</summary>
public static partial class BlobKey
{
    /// <summary>What the keys of files begin with that a storage is just writing and that bear other keys in the end. One that is old was left by a program that was killed.</summary>
    public const string Incoming = "incoming/";

    private const int Longest = 200;

    /// <summary>Whether a text is a key. One that is, stays below its directory whatever file system it is used on.</summary>
    public static bool IsOne(string text) => text.Length <= Longest && Form.IsMatch(text);

    /// <summary>Lets keys pass.</summary>
    /// <exception cref="ArgumentException">It is none. No input from outside may become a key unseen, so this is a mistake in the program.</exception>
    internal static string Check(string text) => IsOne(text) ? text : throw new ArgumentException("Not a key of a file.", nameof(text));

    [GeneratedRegex(@"^[A-Za-z0-9_-][A-Za-z0-9._-]*(/[A-Za-z0-9_-][A-Za-z0-9._-]*)*\z", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Form { get; }
}
