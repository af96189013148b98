namespace Aspire.Hosting.ApplicationModel;

/// <summary>The rules for names of resources and endpoints: they become parts of host names and environment variables.</summary>
internal static class ModelName
{
    private const int MaxLength = 64;

    public static void Validate(string kind, string name)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        var problem = name switch
        {
            { Length: > MaxLength } => $"it has {name.Length} characters, at most {MaxLength} are allowed",
            _ when !char.IsAsciiLetter(name[0]) => "it must start with an ASCII letter",
            _ when !name.All(c => char.IsAsciiLetterOrDigit(c) || c == '-') => "only ASCII letters, digits and hyphens are allowed",
            _ when name.Contains("--", StringComparison.Ordinal) => "two hyphens in a row are not allowed",
            _ when name[^1] == '-' => "it must not end with a hyphen",
            _ => null,
        };
        if (problem is not null)
        {
            throw new ArgumentException($"{kind} name '{name}' is invalid: {problem}.", nameof(name));
        }
    }
}
