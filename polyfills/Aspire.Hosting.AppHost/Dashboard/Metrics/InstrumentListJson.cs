namespace Aspire.Hosting.Dashboard.Metrics;

/// <summary>The instruments of a resource, for scripts.</summary>
internal sealed record InstrumentListJson(string Resource, IReadOnlyList<InstrumentJson> Instruments);
