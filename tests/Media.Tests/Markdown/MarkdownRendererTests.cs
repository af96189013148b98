using MyArch.Media.Markdown;

namespace MyArch.Media.Tests.Markdown;

public sealed class MarkdownRendererTests
{
    [Fact]
    public void A_post_has_paragraphs_lists_tables_code_and_links()
    {
        const string Body = """
            # A heading

            Some *soft*, **strong** and ~~old~~ words, `code` and a [link](https://example.com/?a=1&b=2).

            - one
            - two

            | a | b |
            |---|---|
            | 1 | 2 |

            ```csharp
            var x = a < b && "c" != null;
            ```

            https://example.com/bare
            """;

        var html = MarkdownRenderer.ToHtml(Body);

        html.ShouldContain("<h2>A heading</h2>");
        html.ShouldContain("<em>soft</em>, <strong>strong</strong> and <del>old</del> words, <code>code</code>");
        html.ShouldContain("""<a href="https://example.com/?a=1&amp;b=2">link</a>""");
        html.ShouldContain("<li>two</li>");
        html.ShouldContain("<td>2</td>");
        html.ShouldContain("""<code class="language-csharp">var x = a &lt; b &amp;&amp; &quot;c&quot; != null;""");
        html.ShouldContain("""<a href="https://example.com/bare">https://example.com/bare</a>""");
    }

    [Fact]
    public void The_headings_of_a_post_stand_below_its_title() =>
        MarkdownRenderer.ToHtml("# one\n\n##### five\n\n###### six").ShouldBe("<h2>one</h2>\n<h6>five</h6>\n<h6>six</h6>\n");

    [Fact]
    public void The_columns_of_a_table_are_aligned_without_inline_style()
    {
        var html = MarkdownRenderer.ToHtml("| a | b | c |\n|:--|:-:|--:|\n| 1 | 2 | 3 |");

        html.ShouldContain("<td>1</td>\n<td class=\"center\">2</td>\n<td class=\"right\">3</td>");
        html.ShouldNotContain("style");
    }

    [Fact]
    public void A_picture_keeps_its_place_free()
    {
        var sizes = new Dictionary<string, Dimensions> { ["m1"] = new(1600, 900) };

        MarkdownRenderer.ToHtml("![A *quiet* harbour](/api/media/m1)", sizes)
            .ShouldBe("<p><img src=\"/api/media/m1\" loading=\"lazy\" decoding=\"async\" width=\"1600\" height=\"900\" alt=\"A quiet harbour\" /></p>\n");
        MarkdownRenderer.ToHtml("![](/api/media/m2)", sizes).ShouldNotContain("width");
    }

    [Fact]
    public void A_picture_from_elsewhere_is_not_shown_and_its_words_stay() =>
        MarkdownRenderer.ToHtml("a ![tracker](https://example.com/pixel.gif) b ![data](data:image/svg+xml,<svg/onload=alert(1)>)")
            .ShouldNotContain("<img");

    [Fact]
    public void The_pictures_are_those_that_are_shown_in_their_order_each_once()
    {
        const string Body = "![](/api/media/b)\n\n> ![x][ref] ![](/api/media/b) ![](https://example.com/c.png)\n\n`![](/api/media/d)` [link](/api/media/e)\n\n[ref]: /api/media/a";

        MarkdownRenderer.Pictures(Body).ShouldBe(["b", "a"]);
    }

    [Fact]
    public void The_excerpt_is_the_first_words_of_the_paragraphs()
    {
        const string Body = "# Title\n\n![A harbour](/api/media/a)\n\nTwo *soft*\nlines &amp; `code`.\n\n```\nnot this\n```\n\n- An [item](/x) <b>too</b>";

        MarkdownRenderer.Excerpt(Body).ShouldBe("Two soft lines & code. An item <b>too</b>");
        MarkdownRenderer.Excerpt("").ShouldBe("");
        MarkdownRenderer.Excerpt("![only a picture](/api/media/a)").ShouldBe("");
    }

    [Fact]
    public void A_long_text_is_cut_between_two_words()
    {
        var excerpt = MarkdownRenderer.Excerpt(string.Join(' ', Enumerable.Repeat("seven ab", 100)));

        excerpt.Length.ShouldBeInRange(185, ExcerptText.MostCharacters);
        excerpt.ShouldEndWith("seven ab…");
    }

    [Fact]
    public void A_word_without_an_end_is_cut_between_two_characters()
    {
        var excerpt = MarkdownRenderer.Excerpt("a" + string.Concat(Enumerable.Repeat("🦊", 500)));

        excerpt.Length.ShouldBeLessThanOrEqualTo(ExcerptText.MostCharacters);
        excerpt.EnumerateRunes().ShouldAllBe(static rune => rune.Value != 0xFFFD);
    }
}
