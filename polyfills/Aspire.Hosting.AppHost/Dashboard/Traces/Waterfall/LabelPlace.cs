namespace Aspire.Hosting.Dashboard.Traces.Waterfall;

/// <summary>Where a bar's duration is written: inside if it fits, else on the side that has room.</summary>
internal enum LabelPlace
{
    Inside,
    After,
    Before,
}
