using System.Text.Json.Serialization;

namespace MyArch.DataDefaults.Tests.Caching;

[JsonSourceGenerationOptions(RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(Garment))]
internal sealed partial class GarmentJson : JsonSerializerContext;
