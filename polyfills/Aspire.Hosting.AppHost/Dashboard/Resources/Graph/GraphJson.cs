using System.Text.Json.Serialization;

namespace Aspire.Hosting.Dashboard.Resources.Graph;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(IReadOnlyList<GraphValue>))]
internal sealed partial class GraphJson : JsonSerializerContext;
