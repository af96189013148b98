namespace Aspire.Hosting.Dashboard.Metrics;

/// <summary>An instrument and what it says now.</summary>
/// <param name="Meter">Its meter.</param>
/// <param name="Name">Its name.</param>
/// <param name="Description">What it counts; may be empty.</param>
/// <param name="Unit">Its unit as UCUM writes it; may be empty.</param>
/// <param name="Kind"><c>counter</c>, <c>upDownCounter</c>, <c>gauge</c> or <c>histogram</c>.</param>
/// <param name="Series">How many sets of attributes there are.</param>
/// <param name="Latest">What it says now.</param>
internal sealed record InstrumentJson(string Meter, string Name, string Description, string Unit, string Kind, int Series, LatestJson Latest);
