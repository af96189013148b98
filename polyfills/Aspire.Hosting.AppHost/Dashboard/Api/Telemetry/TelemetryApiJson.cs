using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Mvc;

namespace Aspire.Hosting.Dashboard.Api.Telemetry;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(TelemetryResourceInfo[]))]
[JsonSerializable(typeof(TokenExchange.Answer))]
[JsonSerializable(typeof(ProblemDetails))]
internal sealed partial class TelemetryApiJson : JsonSerializerContext;
