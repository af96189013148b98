using System.ComponentModel.DataAnnotations;
using MyArch.ServiceDefaults;

namespace MyArch.Cart.Customers;

/// <summary>Who a customer is and where the parcels go. The catalog, which keeps it, has the same bounds.</summary>
internal sealed record CustomerProfile(string Name, string Email, string Address) : IValidatableObject
{
    private const int LongestName = 200;
    private const int LongestAddress = 1000;

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        (string Member, string? Broken)[] rules =
        [
            (nameof(Name), TextRule.Line(Name, LongestName)),
            (nameof(Email), TextRule.Email(Email)),
            (nameof(Address), string.IsNullOrWhiteSpace(Address) ? "must not be empty" : TextRule.Lines(Address, LongestAddress)),
        ];
        return from rule in rules where rule.Broken is not null select new ValidationResult(rule.Broken, [rule.Member]);
    }
}
