using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace MyArch.ServiceDefaults;

/// <summary>
/// Compares the members of a document with those of a type: unknown, doubled and missing ones are told by name. The serializer refuses them too,
/// but only the first one, and with the names of our types in its message.
/// </summary>
internal sealed class JsonShape(JsonSerializerOptions json, JsonErrors errors)
{
    public void Check(JsonElement element, JsonTypeInfo type, string path)
    {
        switch (type.Kind)
        {
            case JsonTypeInfoKind.Object when element.ValueKind == JsonValueKind.Object:
                CheckObject(element, type, path);
                break;
            case JsonTypeInfoKind.Object:
                errors.Add(path, "must be an object");
                break;
            case JsonTypeInfoKind.Enumerable when element.ValueKind == JsonValueKind.Array:
                var index = 0;
                foreach (var item in element.EnumerateArray())
                {
                    Check(item, json.GetTypeInfo(type.ElementType!), $"{path}[{index++}]");
                }

                break;
            case JsonTypeInfoKind.Enumerable:
                errors.Add(path, "must be an array");
                break;
            default:
                // A single value; the serializer reads it.
                break;
        }
    }

    private void CheckObject(JsonElement element, JsonTypeInfo type, string path)
    {
        HashSet<string> seen = [];
        foreach (var member in element.EnumerateObject())
        {
            var name = Join(path, member.Name);
            var property = type.Properties.FirstOrDefault(property => property.Name == member.Name);
            // A member that can only be written is none that can be sent.
            if (property is null or { Set: null, AssociatedParameter: null })
            {
                errors.Add(name, "is unknown here");
            }
            else if (!seen.Add(member.Name))
            {
                errors.Add(name, "is there more than once");
            }
            else if (member.Value.ValueKind == JsonValueKind.Null)
            {
                CheckNull(property, name);
            }
            else
            {
                Check(member.Value, json.GetTypeInfo(property.PropertyType), name);
            }
        }

        foreach (var property in type.Properties.Where(property => property.IsRequired && !seen.Contains(property.Name)))
        {
            errors.Add(Join(path, property.Name), "is missing");
        }
    }

    private void CheckNull(JsonPropertyInfo property, string name)
    {
        if (!property.IsSetNullable && !(property.AssociatedParameter?.IsNullable ?? false))
        {
            errors.Add(name, "must not be null");
        }
    }

    private static string Join(string path, string name) => path.Length == 0 ? name : $"{path}.{name}";
}
