namespace Aspire.Hosting.Dashboard.Traces.Waterfall;

/// <summary>A mark of the time axis: where, in percent, and what stands there.</summary>
internal readonly record struct RulerTick(double Percent, string Label);
