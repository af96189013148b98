namespace MyArch.Media.Pages;

/// <summary>A post as the home page shows it.</summary>
/// <param name="Cover">The id of the picture that stands for it; <see langword="null"/> if it has none.</param>
public sealed record Teaser(string Slug, string Title, string Excerpt, string? Cover, DateTimeOffset PublishedAt)
{
    internal static Teaser Of(PostSummary post) => new(post.Slug, post.Title, post.Excerpt, post.Cover, post.PublishedAt);
}
