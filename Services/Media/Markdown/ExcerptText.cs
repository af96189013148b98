using System.Text;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace MyArch.Media.Markdown;

/// <summary>The first words of a text.</summary>
internal static class ExcerptText
{
    /// <summary>Longest excerpt, in characters: about what a search engine or a messenger shows of a description.</summary>
    public const int MostCharacters = 200;

    private const char Ellipsis = '…';

    /// <summary>The words of the paragraphs; neither headings nor code, nor what pictures are called.</summary>
    public static string Of(MarkdownDocument document)
    {
        var words = new StringBuilder();
        foreach (var paragraph in document.Descendants<ParagraphBlock>())
        {
            Append(words, paragraph);
            // Enough to know where to cut; the rest of a long post is not looked at.
            if (words.Length > 4 * MostCharacters)
            {
                break;
            }

            words.Append(' ');
        }

        return Of(words.ToString());
    }

    /// <summary>The words of a text without markup, on one line, cut between two words if they are too many.</summary>
    public static string Of(string text)
    {
        var line = OneLine(text);
        if (line.Length <= MostCharacters)
        {
            return line;
        }

        var end = line.LastIndexOf(' ', MostCharacters - 1);
        // One endless word is cut inside, but not inside of a character.
        end = end > 0 ? end : char.IsHighSurrogate(line[MostCharacters - 2]) ? MostCharacters - 2 : MostCharacters - 1;
        return line[..end].TrimEnd(' ', ',', ';', ':', '.', '-', '–') + Ellipsis;
    }

    private static void Append(StringBuilder words, ParagraphBlock paragraph)
    {
        foreach (var inline in paragraph.Inline?.FindDescendants<Inline>() ?? [])
        {
            if (IsOfPicture(inline))
            {
                continue;
            }

            _ = inline switch
            {
                LiteralInline literal => words.Append(literal.Content.AsSpan()),
                CodeInline code => words.Append(code.ContentSpan),
                HtmlEntityInline entity => words.Append(entity.Transcoded.AsSpan()),
                AutolinkInline link => words.Append(link.Url),
                LineBreakInline => words.Append(' '),
                _ => words,
            };
        }
    }

    private static bool IsOfPicture(Inline inline)
    {
        for (var parent = inline.Parent; parent is not null; parent = parent.Parent)
        {
            if (parent is LinkInline { IsImage: true })
            {
                return true;
            }
        }

        return false;
    }

    // Controls, too: the excerpt goes into attributes and titles.
    private static string OneLine(string text)
    {
        var line = new StringBuilder(Math.Min(text.Length, 4 * MostCharacters));
        foreach (var c in text)
        {
            if (!char.IsWhiteSpace(c) && !char.IsControl(c))
            {
                line.Append(c);
            }
            else if (line.Length > 0 && line[^1] != ' ')
            {
                line.Append(' ');
            }

            if (line.Length > 2 * MostCharacters)
            {
                break;
            }
        }

        return line.ToString().TrimEnd();
    }
}
