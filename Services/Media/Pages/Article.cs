using MyArch.Media.Markdown;
using MyArch.Media.Posts;

namespace MyArch.Media.Pages;

/// <summary>A post as its page shows it.</summary>
/// <param name="Html">The body, made by <see cref="MarkdownRenderer"/> and so safe as it is.</param>
/// <param name="Cover">The id of the picture that stands for it; <see langword="null"/> if it has none.</param>
/// <param name="Minutes">How long it takes to read.</param>
public sealed record Article(string Slug, string Title, string Html, string Excerpt, string? Cover, int Minutes, DateTimeOffset PublishedAt, DateTimeOffset UpdatedAt)
{
    private const int WordsInAMinute = 220;

    internal static Article Of(Post post, IReadOnlyList<string> pictures, IReadOnlyDictionary<string, Dimensions> sizes) => new(
        post.Slug,
        post.Title,
        MarkdownRenderer.ToHtml(post.Body, sizes),
        MarkdownRenderer.Excerpt(post.Body),
        pictures.Count > 0 ? pictures[0] : null,
        1 + (post.Body.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length / WordsInAMinute),
        post.PublishedAt,
        post.UpdatedAt);
}
