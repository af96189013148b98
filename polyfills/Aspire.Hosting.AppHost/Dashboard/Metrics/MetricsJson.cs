using System.Text.Json.Serialization;

namespace Aspire.Hosting.Dashboard.Metrics;

/// <summary>JSON of the page and of the API.</summary>
[JsonSourceGenerationOptions(System.Text.Json.JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(MetricChartJson))]
[JsonSerializable(typeof(InstrumentListJson))]
[JsonSerializable(typeof(InstrumentPointsJson))]
internal sealed partial class MetricsJson : JsonSerializerContext;
