using System.ComponentModel.DataAnnotations;

namespace MyArch.Gateway.Internal;

/// <summary>The callers of the internal listener by name.</summary>
internal sealed class CallersOptions : Dictionary<string, CallerOptions>, IValidatableObject
{
    public const string Section = "Callers";

    public CallersOptions()
        : base(StringComparer.OrdinalIgnoreCase)
    {
    }

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        foreach (var same in this.GroupBy(static caller => caller.Value.Secret).Where(static same => same.Key.Length > 0 && same.Count() > 1))
        {
            yield return new ValidationResult("have the same Secret and could not be told apart", [string.Join(" and ", same.Select(static caller => caller.Key))]);
        }
    }
}
