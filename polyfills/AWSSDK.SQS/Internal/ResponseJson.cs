#nullable enable
using System.Text.Json;
using Amazon.SQS.Model;

namespace Amazon.SQS.Internal;

/// <summary>Reads the parts of answers. What is missing or null in the answer is null here, or empty when the SDK was told to make collections by itself.</summary>
internal static class ResponseJson
{
    public static string? Text(this JsonElement element, string name) => element.Member(name)?.GetString();

    public static bool? Flag(this JsonElement element, string name) => element.Member(name)?.GetBoolean();

    public static List<string>? Texts(this JsonElement element, string name) => element.Objects(name, static item => item.GetString()!);

    public static List<T>? Objects<T>(this JsonElement element, string name, Func<JsonElement, T> read) =>
        element.Member(name) is { } values ? [.. values.EnumerateArray().Select(read)] : Empty<List<T>>();

    public static Dictionary<string, string>? TextsByName(this JsonElement element, string name) => element.ByName(name, static value => value.GetString()!);

    public static Dictionary<string, MessageAttributeValue>? Attributes(this JsonElement element, string name) => element.ByName(
        name,
        static value => new MessageAttributeValue
        {
            DataType = value.Text("DataType"),
            StringValue = value.Text("StringValue"),
            BinaryValue = value.Member("BinaryValue") is { } binary ? new MemoryStream(binary.GetBytesFromBase64()) : null,
            StringListValues = value.Texts("StringListValues"),
            BinaryListValues = value.Objects("BinaryListValues", static item => new MemoryStream(item.GetBytesFromBase64())),
        });

    private static Dictionary<string, T>? ByName<T>(this JsonElement element, string name, Func<JsonElement, T> read) => element.Member(name) is { } values
        ? values.EnumerateObject().ToDictionary(static member => member.Name, member => read(member.Value), StringComparer.Ordinal)
        : Empty<Dictionary<string, T>>();

    private static T? Empty<T>()
        where T : class, new() => AWSConfigs.InitializeCollections ? new T() : null;

    private static JsonElement? Member(this JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;
}
