using System.Net;

namespace MyArch.Media.Markdown;

/// <summary>What a text in Markdown looks like.</summary>
internal static class MarkdownRenderer
{
    public static string ToHtml(string markdown) => WebUtility.HtmlEncode(markdown);

    public static string Excerpt(string markdown) => markdown[..Math.Min(markdown.Length, 200)];

    public static IReadOnlyList<string> Pictures(string markdown) => markdown.Length == 0 ? [] : [.. markdown.Split("/api/media/")[1..].Select(static rest => rest[..Math.Min(rest.Length, 64)])];
}
