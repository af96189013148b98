using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using MyArch.Cart.Contracts;
using MyArch.Media.Contracts;
using MyArch.Worker.Handlers.Pictures;

namespace MyArch.Worker.Handlers.Jobs;

/// <summary>
/// How messages are read: everything that the contract has must be there and be what it says. What it has not is passed over: who sends may be newer than who handles, and what became of the message is
/// decided by the owner of the data, who gets it whole.
/// </summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true, PropertyNameCaseInsensitive = false, NumberHandling = JsonNumberHandling.Strict,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, MaxDepth = 16)]
[JsonSerializable(typeof(OrderPlaced))]
[JsonSerializable(typeof(MediaUploaded))]
[JsonSerializable(typeof(RenditionReady))]
[JsonSerializable(typeof(RenditionFailed))]
internal sealed partial class JobJson : JsonSerializerContext
{
    /// <summary>Reads a message.</summary>
    /// <param name="body">The body.</param>
    /// <param name="json">What it should be.</param>
    /// <param name="message">The message.</param>
    /// <param name="problem">Why it is none.</param>
    public static bool TryRead<T>(ReadOnlyMemory<byte> body, JsonTypeInfo<T> json, [NotNullWhen(true)] out T? message, [NotNullWhen(false)] out JobResult? problem)
        where T : class
    {
        try
        {
            message = JsonSerializer.Deserialize(body.Span, json);
            problem = message is null ? JobResult.Unusable("The message is null.") : null;
        }
        catch (JsonException failure)
        {
            // The path, and not the exception's text, which quotes what customers wrote.
            message = null;
            problem = JobResult.Unusable($"The message is not a {typeof(T).Name} at {failure.Path ?? "its beginning"}.");
        }

        return message is not null;
    }
}
