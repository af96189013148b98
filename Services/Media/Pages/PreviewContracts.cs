using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using MyArch.ServiceDefaults;

namespace MyArch.Media.Pages;

/// <summary>What is to be looked at before it is published.</summary>
/// <param name="Body">Markdown.</param>
internal sealed record PreviewBody(string Body) : IValidatableObject
{
    /// <summary>Longest body, in characters: that of a post.</summary>
    public const int MostCharacters = 50_000;

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (TextRule.Lines(Body, MostCharacters) is { } broken)
        {
            yield return new ValidationResult(broken, [nameof(Body)]);
        }
    }
}

/// <summary>How a page would show it.</summary>
/// <param name="Pictures">The ids of the pictures in it, in their order.</param>
internal sealed record Preview(string Html, string Excerpt, IReadOnlyList<string> Pictures);

/// <summary>Serialisation without reflection.</summary>
[JsonSourceGenerationOptions(System.Text.Json.JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(PreviewBody))]
[JsonSerializable(typeof(Preview))]
internal sealed partial class PreviewContracts : JsonSerializerContext;
