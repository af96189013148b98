using System.Collections;
using System.ComponentModel.DataAnnotations;
using System.Reflection;
using Microsoft.Extensions.Configuration;

namespace MyArch.ServiceDefaults;

/// <summary>Validates an object by its data annotations at every depth, and names each error by its configuration key.</summary>
internal static class ObjectValidator
{
    public static void Validate(object value, string path, List<string> errors)
    {
        List<ValidationResult> results = [];
        Validator.TryValidateObject(value, new ValidationContext(value), results, validateAllProperties: true);
        foreach (var result in results)
        {
            var members = result.MemberNames.Any() ? result.MemberNames.Select(member => Key(path, value.GetType(), member)) : [path];
            errors.AddRange(members.Select(key => $"{key}: {result.ErrorMessage}"));
        }

        if (value is IDictionary)
        {
            ValidatePart(value, path, errors);
            return;
        }

        foreach (var property in value.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            if (property.GetIndexParameters().Length == 0 && property.CanRead && HasParts(property.PropertyType) && property.GetValue(value) is { } part)
            {
                ValidatePart(part, Key(path, value.GetType(), property.Name), errors);
            }
        }
    }

    private static void ValidatePart(object part, string path, List<string> errors)
    {
        switch (part)
        {
            case IDictionary dictionary:
                foreach (DictionaryEntry entry in dictionary)
                {
                    if (entry.Value is not null && HasParts(entry.Value.GetType()))
                    {
                        ValidatePart(entry.Value, $"{path}:{entry.Key}", errors);
                    }
                }

                break;
            case IEnumerable items:
                var index = 0;
                foreach (var item in items)
                {
                    if (item is not null && HasParts(item.GetType()))
                    {
                        ValidatePart(item, $"{path}:{index}", errors);
                    }

                    index++;
                }

                break;
            default:
                Validate(part, path, errors);
                break;
        }
    }

    private static string Key(string path, Type type, string member)
    {
        var name = type.GetProperty(member)?.GetCustomAttribute<ConfigurationKeyNameAttribute>()?.Name ?? member;
        return path.Length == 0 ? name : $"{path}:{name}";
    }

    // What the platform defines (strings, numbers, URIs, time spans) has no annotations of its own; its collections are looked into.
    private static bool HasParts(Type type) =>
        !type.IsPrimitive && !type.IsEnum && type != typeof(string)
        && (typeof(IEnumerable).IsAssignableFrom(type) || type.Namespace?.StartsWith("System", StringComparison.Ordinal) != true);
}
