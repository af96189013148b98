using System.Security.Cryptography;
using System.Text;
using System.Xml;

namespace MyArch.Catalog.Pictures;

/// <summary>Draws an item: the garment of its category in its colour, with the pattern that its name speaks of. The same item gives the same bytes on every instance.</summary>
internal static class Picture
{
    /// <summary>The picture as an SVG document in UTF-8. It has no script, no style and no address in it.</summary>
    public static byte[] Draw(string name, string category, string colour)
    {
        var drawing = Drawings.Of(category);
        var shade = Colours.Of(colour);
        // On black and navy darker lines would not be seen: there the lines are lighter than the cloth.
        var isNight = !shade.Lighter(12).IsLight && shade.Red + shade.Green + shade.Blue < 220;
        var dark = isNight ? shade.Lighter(30) : shade.Darker(32);
        var details = drawing.Details
            .Replace("{base}", shade.ToString(), StringComparison.Ordinal)
            .Replace("{dark}", dark.ToString(), StringComparison.Ordinal)
            .Replace("{deep}", (isNight ? shade.Darker(35) : shade.Darker(58)).ToString(), StringComparison.Ordinal)
            .Replace("{light}", shade.Lighter(isNight ? 14 : 25).ToString(), StringComparison.Ordinal);
        var pattern = PatternOf(name, shade.IsLight ? shade.Darker(38) : shade.Lighter(62));
        return Encoding.UTF8.GetBytes($"""
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 400" role="img">
            <title>{Escape($"{name}, {colour}")}</title>
            <defs>
            <path id="body" d="{drawing.Body}"/>
            <linearGradient id="wall" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="#f6f4f0"/><stop offset="1" stop-color="#e4e0d9"/></linearGradient>
            <linearGradient id="cloth" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="{shade.Lighter(10)}"/><stop offset="1" stop-color="{shade.Darker(8)}"/></linearGradient>
            <linearGradient id="fold" x1="0" y1="0" x2="1" y2="0"><stop offset="0" stop-color="#000" stop-opacity=".26"/><stop offset=".3" stop-color="#fff" stop-opacity=".16"/><stop offset=".55" stop-color="#000" stop-opacity=".03"/><stop offset=".72" stop-color="#fff" stop-opacity=".1"/><stop offset="1" stop-color="#000" stop-opacity=".28"/></linearGradient>
            <radialGradient id="shadow"><stop offset="0" stop-color="#000" stop-opacity=".22"/><stop offset="1" stop-color="#000" stop-opacity="0"/></radialGradient>{pattern}
            </defs>
            <rect width="400" height="400" fill="url(#wall)"/>
            <ellipse cx="200" cy="366" rx="150" ry="16" fill="url(#shadow)"/>
            <use href="#body" fill="url(#cloth)"/>{(pattern.Length == 0 ? "" : """<use href="#body" fill="url(#pattern)"/>""")}
            <use href="#body" fill="url(#fold)"/>
            <g fill="none" stroke="{dark}" stroke-width="2.5" stroke-linecap="round" stroke-linejoin="round">
            {details}
            <use href="#body" stroke-width="3"/>
            </g>
            </svg>
            """);
    }

    /// <summary>The entity tag of a picture: it changes with the drawing, and not with price or stock.</summary>
    public static string TagOf(ReadOnlySpan<byte> picture) => $"\"{Convert.ToHexStringLower(SHA256.HashData(picture).AsSpan(0, 12))}\"";

    private static string PatternOf(string name, Shade ink) =>
        name.Contains("striped", StringComparison.OrdinalIgnoreCase) ? Pattern(26, $"""<rect y="13" width="26" height="11" fill="{ink}"/>""")
        : name.Contains("dotted", StringComparison.OrdinalIgnoreCase) ? Pattern(28, $"""<g fill="{ink}"><circle cx="7" cy="7" r="4.5"/><circle cx="21" cy="21" r="4.5"/></g>""")
        : name.Contains("checked", StringComparison.OrdinalIgnoreCase) ? Pattern(36, $"""<g fill="{ink}" fill-opacity=".55"><rect width="36" height="14"/><rect width="14" height="36"/><rect y="24" width="36" height="2"/><rect x="24" width="2" height="36"/></g>""")
        : "";

    private static string Pattern(int size, string content) =>
        $"\n<pattern id=\"pattern\" width=\"{size}\" height=\"{size}\" patternUnits=\"userSpaceOnUse\">{content}</pattern>";

    // XML has no way at all to write some characters that JSON allows; they are left out.
    private static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            _ = rune.Value switch
            {
                '<' => escaped.Append("&lt;"),
                '>' => escaped.Append("&gt;"),
                '&' => escaped.Append("&amp;"),
                < char.MaxValue when !XmlConvert.IsXmlChar((char)rune.Value) => escaped,
                char.MaxValue => escaped,
                _ => escaped.Append(rune.ToString()),
            };
        }

        return escaped.ToString();
    }
}
