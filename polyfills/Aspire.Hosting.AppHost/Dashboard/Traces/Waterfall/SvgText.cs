using System.Globalization;
using Microsoft.AspNetCore.Components;

namespace Aspire.Hosting.Dashboard.Traces.Waterfall;

/// <summary>SVG's element <c>text</c>, which in a Razor file has a meaning of its own.</summary>
internal static class SvgText
{
    /// <param name="text">What is written; it is data and no markup.</param>
    /// <param name="x">Where, in percent of the width.</param>
    /// <param name="y">The base line, in pixels.</param>
    /// <param name="anchor">What of the text is there: start, middle or end.</param>
    /// <param name="dx">How far beside it, in pixels.</param>
    /// <param name="style">A class.</param>
    public static RenderFragment Of(string text, double x, int y, string anchor, int dx = 0, string? style = null) => builder =>
    {
        builder.OpenElement(0, "text");
        builder.AddAttribute(1, "class", style);
        builder.AddAttribute(2, "x", Percent(x));
        builder.AddAttribute(3, "y", y.ToString(CultureInfo.InvariantCulture));
        builder.AddAttribute(4, "dx", dx == 0 ? null : dx.ToString(CultureInfo.InvariantCulture));
        builder.AddAttribute(5, "text-anchor", anchor == "start" ? null : anchor);
        builder.AddContent(6, text);
        builder.CloseElement();
    };

    public static string Percent(double value) => string.Create(CultureInfo.InvariantCulture, $"{value:0.###}%");
}
