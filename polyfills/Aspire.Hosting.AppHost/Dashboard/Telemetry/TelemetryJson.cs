using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Aspire.Hosting.Dashboard.Telemetry;

/// <summary>Arrays and nested attributes as JSON for people: nothing is escaped that need not be.</summary>
internal static class TelemetryJson
{
    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    public static string Write(in TelemetryValue value)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, Readable))
        {
            Write(json, value);
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static void Write(Utf8JsonWriter json, in TelemetryValue value)
    {
        switch (value.Kind)
        {
            case TelemetryValueKind.Empty:
                json.WriteNullValue();
                break;
            case TelemetryValueKind.Boolean:
                json.WriteBooleanValue(value.AsBoolean);
                break;
            case TelemetryValueKind.Long:
                json.WriteNumberValue(value.AsLong);
                break;
            case TelemetryValueKind.Double when double.IsFinite(value.AsDouble):
                json.WriteNumberValue(value.AsDouble);
                break;
            case TelemetryValueKind.Array:
                json.WriteStartArray();
                foreach (var item in value.AsArray)
                {
                    Write(json, item);
                }

                json.WriteEndArray();
                break;
            case TelemetryValueKind.Attributes:
                json.WriteStartObject();
                foreach (var item in value.AsAttributes)
                {
                    json.WritePropertyName(item.Key);
                    Write(json, item.Value);
                }

                json.WriteEndObject();
                break;
            default:
                json.WriteStringValue(value.ToString());
                break;
        }
    }
}
