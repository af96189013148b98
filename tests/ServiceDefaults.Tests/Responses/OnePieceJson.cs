using System.Text.Json.Serialization;

namespace MyArch.ServiceDefaults.Tests.Responses;

[JsonSourceGenerationOptions(System.Text.Json.JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(OnePieceAnswer))]
internal sealed partial class OnePieceJson : JsonSerializerContext;
