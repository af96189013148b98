namespace Aspire.Hosting.Dashboard.Telemetry;

/// <summary>Whether to show a trace.</summary>
internal delegate bool TraceTest(in TraceSnapshot trace);
