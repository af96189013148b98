using Markdig;
using Markdig.Extensions.EmphasisExtras;
using Markdig.Extensions.Tables;
using Markdig.Renderers.Html;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace MyArch.Media.Markdown;

/// <summary>
/// The body of a post, read as CommonMark with tables, struck-out text and bare addresses as links. HTML in it is text. Links and pictures that
/// <see cref="LinkPolicy"/> refuses are gone when this has been made, and only their words are left.
/// </summary>
internal static class PostDocument
{
    // Each link that is begun and not ended is looked for up to the end of the text, which is quadratic: a text of nothing else may take seconds. No
    // post that somebody wrote has as many.
    private const int MostLinks = 1000;

    // The same with what may begin or end an emphasis, where each step is a short one.
    private const int MostMarks = 10_000;

    private const int LowestHeading = 6;

    /// <summary>How posts are read and written. Neither attributes nor ids can be given by the text.</summary>
    public static MarkdownPipeline Pipeline { get; } = new MarkdownPipelineBuilder()
        .DisableHtml()
        .UseAutoLinks()
        .UsePipeTables()
        .UseEmphasisExtras(EmphasisExtraOptions.Strikethrough)
        .Build();

    /// <summary>Reads a text; <see langword="null"/> when it is nothing that anybody would write, and is to be shown as it is.</summary>
    public static MarkdownDocument? Parse(string markdown)
    {
        if (markdown.AsSpan().Count("](") > MostLinks || markdown.AsSpan().CountAny('*', '_', '~') > MostMarks)
        {
            return null;
        }

        try
        {
            var document = Markdig.Markdown.Parse(markdown, Pipeline);
            Tame(document);
            return document;
        }
        catch (ArgumentException)
        {
            // The parser's own limit: brackets, quotes or lists more than a hundred levels deep.
            return null;
        }
    }

    private static void Tame(MarkdownDocument document)
    {
        foreach (var link in document.Descendants<LinkInline>().ToList())
        {
            var address = link.GetDynamicUrl?.Invoke() ?? link.Url;
            if (link.IsImage ? LinkPolicy.PictureOf(address) is null : !LinkPolicy.Allows(address))
            {
                link.ReplaceBy(new ContainerInline());
            }
        }

        foreach (var link in document.Descendants<AutolinkInline>().Where(static link => !link.IsEmail && !LinkPolicy.Allows(link.Url)).ToList())
        {
            link.ReplaceBy(new LiteralInline(link.Url));
        }

        // The title of the post is the first heading of its page.
        foreach (var heading in document.Descendants<HeadingBlock>())
        {
            heading.Level = Math.Min(heading.Level + 1, LowestHeading);
        }

        foreach (var table in document.Descendants<Table>())
        {
            AlignByClass(table);
        }
    }

    // The writer aligns with style attributes, which the site's content security policy forbids.
    private static void AlignByClass(Table table)
    {
        foreach (var row in table.OfType<TableRow>())
        {
            foreach (var (cell, column) in row.OfType<TableCell>().Zip(table.ColumnDefinitions))
            {
                if (column.Alignment is TableColumnAlign.Center or TableColumnAlign.Right)
                {
                    cell.GetAttributes().AddClass(column.Alignment == TableColumnAlign.Center ? "center" : "right");
                }
            }
        }

        foreach (var column in table.ColumnDefinitions)
        {
            column.Alignment = null;
        }
    }
}
