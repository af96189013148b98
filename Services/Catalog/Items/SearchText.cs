using System.Text.RegularExpressions;

namespace MyArch.Catalog.Items;

/// <summary>
/// What somebody looks for, in words. The database reads it as search engines do (<c>"exact words"</c>, <c>-without</c>, <c>or</c>), and makes no error of
/// whatever is typed. Of plain words the last one may be half typed: <c>striped hood</c> finds striped hoodies.
/// </summary>
/// <param name="Text">All of it, in lower case.</param>
/// <param name="Words">All but the last word; empty if it is not plain words.</param>
/// <param name="Prefix">What the last word begins with, as <c>to_tsquery</c> writes it; null if it is not plain words.</param>
internal sealed partial record SearchText(string Text, string Words, string? Prefix)
{
    /// <summary>Longest text, in characters.</summary>
    public const int Longest = 200;

    /// <summary>The query that the text stands for, as an expression of SQL with the parameters <c>@text</c>, <c>@words</c> and <c>@prefix</c>.</summary>
    public const string Query =
        "(websearch_to_tsquery('english', @text) || CASE WHEN @prefix IS NULL THEN ''::tsquery "
        + "ELSE websearch_to_tsquery('english', @words) && to_tsquery('english', @prefix) END)";

    /// <summary>Takes a text of at most <see cref="Longest"/> characters.</summary>
    public static SearchText From(string text)
    {
        // A null character is the one that the database cannot even be sent; none of them is ever looked for.
        var clean = string.Create(text.Length, text, static (span, source) =>
        {
            for (var i = 0; i < span.Length; i++)
            {
                span[i] = char.IsControl(source[i]) ? ' ' : char.ToLowerInvariant(source[i]);
            }
        }).Trim();
        var match = PlainWords.Match(clean);
        return match.Success && !Operator.IsMatch(clean)
            ? new(clean, match.Groups["words"].Value.Trim(), $"{match.Groups["last"].Value}:*")
            : new(clean, "", null);
    }

    // Letters, digits and blanks only, so that nothing in the last word means something to to_tsquery.
    [GeneratedRegex(@"^(?<words>([\p{L}\p{Nd}]+ +)*)(?<last>[\p{L}\p{Nd}]{2,})\z", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex PlainWords { get; }

    [GeneratedRegex(@"\bor\b", RegexOptions.NonBacktracking)]
    private static partial Regex Operator { get; }
}
