namespace Aspire.Hosting.Dashboard.Telemetry.Metrics;

/// <summary>An instrument of a resource, as it is known now.</summary>
/// <param name="Resource">The process that sent it last.</param>
/// <param name="Scope">Its meter.</param>
/// <param name="Name">Its name.</param>
/// <param name="Unit">Its unit as UCUM writes it; may be empty.</param>
/// <param name="Description">What it counts, in words; may be empty.</param>
/// <param name="Kind">How it is shown.</param>
/// <param name="SeriesCount">How many sets of attributes there are.</param>
internal sealed record Instrument(TelemetryResource Resource, TelemetryScope Scope, string Name, string Unit, string Description, InstrumentKind Kind, int SeriesCount);
