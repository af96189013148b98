using System.Text.Json;
using System.Text.Json.Serialization;

namespace MyArch.Gateway.Internal;

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(TargetGroupList))]
internal sealed partial class TargetGroupJson : JsonSerializerContext;
