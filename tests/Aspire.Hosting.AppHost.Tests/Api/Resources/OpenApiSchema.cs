using System.Text.Json;

namespace Aspire.Hosting.Dashboard.Tests.Api.Resources;

/// <summary>A schema of an OpenAPI document, as far as ours uses the language: objects whose properties are all named, arrays, texts, numbers, choices.</summary>
internal sealed class OpenApiSchema
{
    private readonly JsonElement _document;
    private readonly JsonElement _schema;

    private OpenApiSchema(JsonElement document, JsonElement schema) => (_document, _schema) = (document, schema);

    public static OpenApiSchema Of(JsonElement document, string name) => new(document, document.GetProperty("components").GetProperty("schemas").GetProperty(name));

    /// <summary>What of a value is not as the schema says, with where it stands.</summary>
    public IEnumerable<string> Complaints(JsonElement value) => Complaints(value, _schema, "$");

    private IEnumerable<string> Complaints(JsonElement value, JsonElement schema, string at)
    {
        if (schema.TryGetProperty("$ref", out var reference))
        {
            return Complaints(value, reference.GetString()!.Split('/').Skip(1).Aggregate(_document, static (element, name) => element.GetProperty(name)), at);
        }

        if (schema.TryGetProperty("enum", out var choices))
        {
            return choices.EnumerateArray().Any(choice => choice.GetString() == value.GetString()) ? [] : [$"{at} is {value}"];
        }

        var types = schema.GetProperty("type") is { ValueKind: JsonValueKind.Array } several ? several.EnumerateArray().Select(static one => one.GetString()) : [schema.GetProperty("type").GetString()];
        return !types.Contains(TypeOf(value)) && !(types.Contains("number") && TypeOf(value) == "integer") ? [$"{at} is {value.ValueKind}"]
            : value.ValueKind switch
            {
                JsonValueKind.Array => value.EnumerateArray().SelectMany((item, index) => Complaints(item, schema.GetProperty("items"), $"{at}[{index}]")),
                JsonValueKind.Object => Members(value, schema, at),
                _ => [],
            };
    }

    private IEnumerable<string> Members(JsonElement value, JsonElement schema, string at)
    {
        foreach (var required in schema.TryGetProperty("required", out var names) ? names.EnumerateArray().Select(static name => name.GetString()!) : [])
        {
            if (!value.TryGetProperty(required, out _))
            {
                yield return $"{at} has no {required}";
            }
        }

        foreach (var member in value.EnumerateObject())
        {
            if (!(schema.TryGetProperty("properties", out var properties) && properties.TryGetProperty(member.Name, out var described)) && !schema.TryGetProperty("additionalProperties", out described))
            {
                yield return $"{at}.{member.Name} is not described";
                continue;
            }

            foreach (var complaint in Complaints(member.Value, described, $"{at}.{member.Name}"))
            {
                yield return complaint;
            }
        }
    }

    private static string TypeOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.True or JsonValueKind.False => "boolean",
        JsonValueKind.Number => value.TryGetInt64(out _) ? "integer" : "number",
        _ => value.ValueKind.ToString().ToLowerInvariant(),
    };
}
