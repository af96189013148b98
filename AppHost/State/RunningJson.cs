using System.Text.Json;
using System.Text.Json.Serialization;

namespace MyArch.AppHost.State;

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, WriteIndented = true)]
[JsonSerializable(typeof(RunningSystem))]
internal sealed partial class RunningJson : JsonSerializerContext;
