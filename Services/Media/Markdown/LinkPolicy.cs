namespace MyArch.Media.Markdown;

/// <summary>Where a post may lead to, and which pictures it may show. What is not allowed by name is refused.</summary>
internal static class LinkPolicy
{
    private static readonly string[] Schemes = ["http", "https", "mailto"];

    private const string Pictures = "/api/media/";
    private const int LongestId = 64;

    /// <summary>Whether a link may be followed: to http, https or mailto, or to somewhere on this site.</summary>
    public static bool Allows(string? address)
    {
        // Browsers read \ as / and drop tabs, line ends and controls before they look for the scheme: no honest address has any of them.
        if (address is null || address.Any(static c => c == '\\' || char.IsControl(c)))
        {
            return false;
        }

        var trimmed = address.AsSpan().Trim();
        var colon = trimmed.IndexOf(':');
        // A colon behind one of these belongs to the path, the query or the fragment; before them, it ends a scheme.
        var path = trimmed.IndexOfAny('/', '?', '#');
        if (colon < 0 || (path >= 0 && path < colon))
        {
            // //elsewhere is another host under the scheme of this page.
            return !trimmed.StartsWith("//");
        }

        foreach (var scheme in Schemes)
        {
            if (trimmed[..colon].Equals(scheme, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The id of the uploaded picture that an address names; <see langword="null"/> if it names none, and then nothing is shown.</summary>
    public static string? PictureOf(string? address) =>
        address is not null && address.StartsWith(Pictures, StringComparison.Ordinal) && address[Pictures.Length..] is { Length: >= 1 and <= LongestId } id
            && id.All(static c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_')
            ? id
            : null;
}
