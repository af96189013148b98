using System.Text.Json;
using System.Text.Json.Serialization;

namespace MyArch.Worker.Daemon.Control;

/// <summary>The wire types of the control endpoints.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(InstanceState))]
internal sealed partial class ControlJson : JsonSerializerContext;
