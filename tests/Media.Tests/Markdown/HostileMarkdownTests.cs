using System.Diagnostics;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using MyArch.Media.Markdown;

namespace MyArch.Media.Tests.Markdown;

/// <summary>Whatever a post says, its page has the elements and attributes of a text and nothing that runs. The HTML is read here as a browser reads it.</summary>
public sealed class HostileMarkdownTests
{
    // Longer than a body can be.
    private const int Longest = 64 * 1024;

    // None takes a second on a machine that has nothing else to do. This is for one that has, and still far below what a text without a limit would take.
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(30);

    private static readonly HashSet<string> Elements = new(
        ["a", "blockquote", "br", "code", "del", "em", "h2", "h3", "h4", "h5", "h6", "hr", "img", "li", "ol", "p", "pre", "strong", "table", "tbody", "td", "th", "thead", "tr", "ul"],
        StringComparer.Ordinal);

    private static readonly HashSet<string> Attributes = new(
        ["alt", "class", "decoding", "height", "href", "loading", "src", "start", "title", "type", "width"], StringComparer.Ordinal);

    // What attacks are made of, to be put together at random.
    private static readonly string[] Pieces =
    [
        "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "javascript:alert(1)", "data:text/html,<b>", "[", "](", ")", "![", "<", ">", "&#106;avascript:", "&colon;", "\"", "'",
        " onload=alert(1) ", "\\", "`", "```", "~~~", "*", "_", "~~", "|", "\n", "\n\n", "> ", "- ", "1. ", "    ", "\t", "{onclick=alert(1)}", "[a]: ", "[a]", "<http://a b>", "<!--", "-->",
        "<![CDATA[", "]]>", "<?", "?>", "/api/media/a", "/api/media/\"onerror=alert(1)", "https://a", "mailto:", "\u0000", "\u202e", "|-|-|\n", "# ", "===\n", "www.a.b", "</pre>", "</p>",
    ];

    [Theory]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("<img src=x onerror=alert(1)>")]
    [InlineData("a <b onclick=alert(1)>b</b>")]
    [InlineData("<svg><script>alert(1)</script></svg>")]
    [InlineData("<iframe src=\"javascript:alert(1)\"></iframe>")]
    [InlineData("<!-- --><script>alert(1)</script>")]
    [InlineData("</pre></p></div><script>alert(1)</script>")]
    [InlineData("```\n</code></pre><script>alert(1)</script>\n```")]
    [InlineData("```\"><script>alert(1)</script>\nx\n```")]
    [InlineData("`</code><script>alert(1)</script>`")]
    [InlineData("[a](javascript:alert(1))")]
    [InlineData("[a](JaVaScRiPt:alert(1))")]
    [InlineData("[a](<javascript:alert(1)>)")]
    [InlineData("[a]( javascript:alert(1) )")]
    [InlineData("[a](javascript&#58;alert(1))")]
    [InlineData("[a](javascript&colon;alert(1))")]
    [InlineData("[a](&#x6A;avascript:alert(1))")]
    [InlineData("[a](java&Tab;script:alert(1))")]
    [InlineData("[a](java&NewLine;script:alert(1))")]
    [InlineData("[a](&#1;javascript:alert(1))")]
    [InlineData("[a](javascript\\:alert(1))")]
    [InlineData("[a](\\javascript:alert(1))")]
    [InlineData("[a](javascript%3Aalert(1))")]
    [InlineData("[a](data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==)")]
    [InlineData("[a](vbscript:msgbox(1))")]
    [InlineData("[a](//elsewhere.example)")]
    [InlineData("[a](/\\elsewhere.example)")]
    [InlineData("<javascript:alert(1)>")]
    [InlineData("<data:text/html,x>")]
    [InlineData("[a][b]\n\n[b]: javascript:alert(1)")]
    [InlineData("[b]\n\n[b]: <javascript:alert(1)> \"x\"")]
    [InlineData("![a](javascript:alert(1))")]
    [InlineData("![a](data:image/svg+xml,<svg/onload=alert(1)>)")]
    [InlineData("![a\" onerror=\"alert(1)](/api/media/a)")]
    [InlineData("![a](/api/media/a \"b\\\" onerror=\\\"alert(1)\")")]
    [InlineData("![a](/api/media/a\"onerror=alert(1))")]
    [InlineData("[![a](https://elsewhere.example/x)](javascript:alert(1))")]
    [InlineData("[a [b](javascript:alert(1)) c](javascript:alert(2))")]
    [InlineData("[a](https://a.example/\"onmouseover=\"alert(1))")]
    [InlineData("[a](https://a.example 'x\" onmouseover=\"alert(1)')")]
    [InlineData("https://a.example/\"onmouseover=\"alert(1)")]
    [InlineData("ftp://a.example tel:123 www.a.example")]
    [InlineData("# a {onclick=alert(1)}")]
    [InlineData("[a](https://a.example){onclick=alert(1)}")]
    [InlineData("| a {style=x} | b |\n|:-:|--:|\n| <script>alert(1)</script> | [x](javascript:alert(1)) |")]
    [InlineData("&lt;script&gt;alert(1)&lt;/script&gt;")]
    [InlineData("a\u0000b \ufeff \u202e c")]
    public void Nothing_that_runs_comes_out(string body) => ShouldBeTame(body);

    [Fact]
    public void Nor_does_it_from_any_mixture()
    {
        const int Seed = 20_261_123;
        var random = new Random(Seed);
        for (var round = 0; round < 3000; round++)
        {
            ShouldBeTame(string.Concat(random.GetItems(Pieces, random.Next(1, 25))));
        }
    }

    public static TheoryData<string> Repeated =>
        ["[", "![", "](", "[a](", "[a](b(", "[a](<b", "[x]: a\n", "[a][b]", "*a ", "*a_ **b", "_a ", "~~a", "`", "> ", ">", "- ", "1. ", "a|", "|a|b\n", "&#x", "<a ", "<http:a", "<!--", "\\", "a@b.", "www.", "\t", "\n", "a", "# "];

    [Theory]
    [MemberData(nameof(Repeated))]
    public void The_longest_text_of_one_piece_is_done_in_bounded_time(string piece) =>
        ShouldBeDoneInTime(string.Concat(Enumerable.Repeat(piece, Longest / piece.Length)));

    [Fact]
    public void So_are_deep_nests_and_wide_tables()
    {
        ShouldBeDoneInTime(new string('[', 20_000) + "a" + string.Concat(Enumerable.Repeat("](b)", 900)));
        ShouldBeDoneInTime(string.Concat(Enumerable.Range(0, 300).Select(static depth => new string(' ', 2 * depth) + "- a\n")));
        ShouldBeDoneInTime(string.Concat(Enumerable.Range(1, 350).Select(static length => new string('`', length) + "a")));
        ShouldBeDoneInTime(Row("a") + Row("-") + string.Concat(Enumerable.Repeat(Row("b"), 100)));

        static string Row(string cell) => string.Concat(Enumerable.Repeat($"{cell}|", 300)) + "\n";
    }

    [Fact]
    public void A_text_that_is_nested_beyond_reason_is_shown_as_it_is() =>
        MarkdownRenderer.ToHtml(new string('>', 500) + "<b>").ShouldBe("<pre>" + string.Concat(Enumerable.Repeat("&gt;", 500)) + "&lt;b&gt;</pre>\n");

    private static void ShouldBeDoneInTime(string body)
    {
        var watch = Stopwatch.StartNew();
        _ = MarkdownRenderer.ToHtml(body);
        _ = MarkdownRenderer.Excerpt(body);
        _ = MarkdownRenderer.Pictures(body);
        watch.Elapsed.ShouldBeLessThan(Bound);
    }

    private static void ShouldBeTame(string body)
    {
        var html = MarkdownRenderer.ToHtml(body);
        _ = MarkdownRenderer.Excerpt(body);
        var page = new HtmlParser().ParseDocument($"<!doctype html><body><article>{html}</article><p id=after>");
        var article = page.QuerySelector("article")!;

        page.GetElementById("after")!.ParentElement!.LocalName.ShouldBe("body", $"The text stays inside of its article: {body}");
        page.Body!.ChildElementCount.ShouldBe(2, body);
        foreach (var element in article.QuerySelectorAll("*"))
        {
            Elements.ShouldContain(element.LocalName, body);
            foreach (var attribute in element.Attributes)
            {
                ShouldBeTame(element, attribute, body);
            }
        }
    }

    private static void ShouldBeTame(IElement element, IAttr attribute, string body)
    {
        Attributes.ShouldContain(attribute.Name, body);
        switch (attribute.Name)
        {
            case "href":
                // As a browser resolves it, on a page of the site.
                var target = new Url(new Url("http://mywordpress.localhost/posts/a"), attribute.Value);
                target.Scheme.ShouldBeOneOf(["http", "https", "mailto"], body);
                (target.Host == "elsewhere.example").ShouldBeFalse(body);
                break;
            case "src":
                LinkPolicy.PictureOf(attribute.Value).ShouldNotBeNull(body);
                break;
            case "class":
                element.LocalName.ShouldBeOneOf(["code", "td", "th"], body);
                break;
            default:
                break;
        }
    }
}
