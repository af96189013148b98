namespace Aspire.Hosting.Dashboard.Resources.Graph;

/// <summary>Estimates how wide text is, with the letters of a wide font (DejaVu Sans), so that what fits by this estimate fits.</summary>
internal static class TextWidths
{
    private const string Ellipsis = "…";

    /// <param name="text">The text.</param>
    /// <param name="size">The size of the font in pixels.</param>
    public static double Of(string text, double size) => text.Sum(WidthOf) * size;

    /// <summary>The text, or as much of it as fits, ending with an ellipsis.</summary>
    public static string Fit(string text, double size, double width)
    {
        if (Of(text, size) <= width)
        {
            return text;
        }

        var length = text.Length;
        while (length > 0 && Of(text[..length] + Ellipsis, size) > width)
        {
            length--;
        }

        return text[..length] + Ellipsis;
    }

    private static double WidthOf(char letter) => letter switch
    {
        'i' or 'j' or 'l' or '\'' or '|' => 0.29,
        ' ' or '.' or ',' or ':' or ';' => 0.33,
        'f' or 't' or 'r' or '-' or '/' or '(' or ')' or '!' or '·' => 0.42,
        'm' or '%' or '…' => 1.0,
        'w' => 0.83,
        'W' or 'M' or '@' => 1.0,
        >= 'A' and <= 'Z' => 0.72,
        <= '~' => 0.64,
        _ => 1.0,
    };
}
