#nullable enable
using System.Text.Json;
using Amazon.SQS.Model;

namespace Amazon.SQS.Internal;

/// <summary>Writes the parts of requests. What is not set is left out; an empty collection is left out too when the SDK was told to make collections by itself.</summary>
internal static class RequestJson
{
    public static void Text(this Utf8JsonWriter writer, string name, string? value)
    {
        if (value is not null)
        {
            writer.WriteString(name, value);
        }
    }

    public static void Number(this Utf8JsonWriter writer, string name, int? value)
    {
        if (value is { } number)
        {
            writer.WriteNumber(name, number);
        }
    }

    public static void Texts(this Utf8JsonWriter writer, string name, List<string>? values) => writer.Each(name, values, static (writer, value) => writer.WriteStringValue(value));

    public static void Texts(this Utf8JsonWriter writer, string name, Dictionary<string, string>? values) => writer.Each(name, values, static (writer, value) => writer.WriteStringValue(value));

    public static void Attributes(this Utf8JsonWriter writer, string name, Dictionary<string, MessageAttributeValue>? values) => writer.Each(
        name, values, static (writer, value) => writer.Value(value.DataType, value.StringValue, value.BinaryValue, value.StringListValues, value.BinaryListValues));

    public static void Attributes(this Utf8JsonWriter writer, string name, Dictionary<string, MessageSystemAttributeValue>? values) => writer.Each(
        name, values, static (writer, value) => writer.Value(value.DataType, value.StringValue, value.BinaryValue, value.StringListValues, value.BinaryListValues));

    public static void Objects<T>(this Utf8JsonWriter writer, string name, List<T>? values, Action<Utf8JsonWriter, T> write) => writer.Each(
        name,
        values,
        (writer, value) =>
        {
            writer.WriteStartObject();
            write(writer, value);
            writer.WriteEndObject();
        });

    private static void Value(
        this Utf8JsonWriter writer, string? dataType, string? text, MemoryStream? binary, List<string>? texts, List<MemoryStream>? binaries)
    {
        writer.WriteStartObject();
        writer.Text("DataType", dataType);
        writer.Text("StringValue", text);
        if (binary is not null)
        {
            writer.WriteBase64String("BinaryValue", binary.ToArray());
        }

        writer.Texts("StringListValues", texts);
        writer.Each("BinaryListValues", binaries, static (writer, value) => writer.WriteBase64StringValue(value.ToArray()));
        writer.WriteEndObject();
    }

    private static void Each<T>(this Utf8JsonWriter writer, string name, List<T>? values, Action<Utf8JsonWriter, T> write)
    {
        if (values is null || (values.Count == 0 && AWSConfigs.InitializeCollections))
        {
            return;
        }

        writer.WriteStartArray(name);
        foreach (var value in values)
        {
            write(writer, value);
        }

        writer.WriteEndArray();
    }

    private static void Each<T>(this Utf8JsonWriter writer, string name, Dictionary<string, T>? values, Action<Utf8JsonWriter, T> write)
    {
        if (values is null || (values.Count == 0 && AWSConfigs.InitializeCollections))
        {
            return;
        }

        writer.WriteStartObject(name);
        foreach (var (key, value) in values)
        {
            writer.WritePropertyName(key);
            write(writer, value);
        }

        writer.WriteEndObject();
    }
}
