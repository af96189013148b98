using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace MyArch.Media.Posts;

/// <summary>The name of a post in its address: <c>ten-days-in-malmo</c>.</summary>
internal static partial class Slug
{
    /// <summary>The longest that a title makes; the number of a collision may come after it.</summary>
    private const int Longest = 80;

    // Of a title without a letter or digit that could stand in an address.
    private const string Nameless = "post";

    /// <summary>Whether a text has the form of a slug.</summary>
    public static bool IsOne(string text) => text.Length <= Longest + 10 && Form.IsMatch(text);

    /// <summary>Makes one of a title: letters lose their accents, and all that is no letter or digit of ASCII then becomes a hyphen.</summary>
    public static string Of(string title)
    {
        var slug = new StringBuilder();
        foreach (var c in title.Normalize(NormalizationForm.FormD))
        {
            if (char.IsAsciiLetterOrDigit(c))
            {
                slug.Append(char.ToLowerInvariant(c));
            }
            else if (Spelled(c) is { } letters)
            {
                slug.Append(letters);
            }
            // An accent stands behind its letter and is not what ends a word; neither is an apostrophe.
            else if (CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark && c is not ('\'' or '’') && slug.Length > 0 && slug[^1] != '-')
            {
                slug.Append('-');
            }
        }

        if (slug.Length > Longest)
        {
            // Not in the middle of a word, unless the word is all there is.
            var end = slug[Longest] == '-' ? Longest : slug.ToString(0, Longest).LastIndexOf('-');
            slug.Length = end > 0 ? end : Longest;
        }

        var text = slug.ToString().Trim('-');
        return text.Length == 0 ? Nameless : text;
    }

    // Letters that are no letter and accent to Unicode.
    private static string? Spelled(char c) => char.ToLowerInvariant(c) switch
    {
        'ß' => "ss",
        'æ' => "ae",
        'œ' => "oe",
        'ø' => "o",
        'đ' or 'ð' => "d",
        'ł' => "l",
        'þ' => "th",
        'ı' => "i",
        _ => null,
    };

    [GeneratedRegex(@"^[a-z0-9]+(-[a-z0-9]+)*\z", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Form { get; }
}
