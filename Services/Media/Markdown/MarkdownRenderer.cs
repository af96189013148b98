using System.Net;
using Markdig;
using Markdig.Renderers.Html;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace MyArch.Media.Markdown;

/// <summary>What becomes of the Markdown of a post. Nothing that it says is ever markup of a page by itself, and none of these throws for any text.</summary>
internal static class MarkdownRenderer
{
    /// <summary>The body as HTML that is safe to be put into a page.</summary>
    /// <param name="sizes">The sizes of its pictures by id, as far as they are known.</param>
    public static string ToHtml(string markdown, IReadOnlyDictionary<string, Dimensions>? sizes = null)
    {
        if (PostDocument.Parse(markdown) is not { } document)
        {
            return AsItIs(markdown);
        }

        foreach (var (picture, id) in PicturesIn(document))
        {
            var attributes = picture.GetAttributes();
            attributes.AddProperty("loading", "lazy");
            attributes.AddProperty("decoding", "async");
            if (sizes is not null && sizes.TryGetValue(id, out var size))
            {
                attributes.AddProperty("width", $"{size.Width}");
                attributes.AddProperty("height", $"{size.Height}");
            }
        }

        try
        {
            return document.ToHtml(PostDocument.Pipeline);
        }
        catch (ArgumentException)
        {
            // The writer has the same limit of depth as the parser.
            return AsItIs(markdown);
        }
    }

    /// <summary>The first words of the body, without any markup: for lists, and for whoever links to the post.</summary>
    public static string Excerpt(string markdown) => PostDocument.Parse(markdown) is { } document ? ExcerptText.Of(document) : ExcerptText.Of(markdown);

    /// <summary>The ids of the pictures that the body shows, in their order, each once.</summary>
    public static IReadOnlyList<string> Pictures(string markdown) =>
        PostDocument.Parse(markdown) is { } document ? [.. PicturesIn(document).Select(static picture => picture.Id).Distinct()] : [];

    private static IEnumerable<(LinkInline Picture, string Id)> PicturesIn(MarkdownDocument document) =>
        from link in document.Descendants<LinkInline>()
        where link.IsImage
        let id = LinkPolicy.PictureOf(link.GetDynamicUrl?.Invoke() ?? link.Url)
        where id is not null
        select (link, id);

    private static string AsItIs(string text) => $"<pre>{WebUtility.HtmlEncode(text)}</pre>\n";
}
