using System.Text.Json;
using System.Text.Json.Serialization;

namespace Aspire.Hosting.Dashboard.Api.Resources;

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ResourceList))]
[JsonSerializable(typeof(ResourceState))]
[JsonSerializable(typeof(ResourceConsole))]
[JsonSerializable(typeof(ResourceCommandResult))]
internal sealed partial class ResourcesJson : JsonSerializerContext;
