namespace Aspire.Hosting.Dashboard.Traces.Waterfall;

/// <summary>The choice of a label's place from the bar's alone; the page's width is the browser's business.</summary>
internal static class BarLabel
{
    /// <summary>The share of the axis that a label needs on a phone: about 70 of 300 pixels.</summary>
    private const double Room = 24;

    public static LabelPlace PlaceOf(double offset, double width) =>
        width >= Room ? LabelPlace.Inside : offset + width <= 100 - Room ? LabelPlace.After : LabelPlace.Before;
}
