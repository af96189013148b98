using System.ComponentModel.DataAnnotations;
using MyArch.ServiceDefaults;

namespace MyArch.Catalog.Customers;

/// <summary>Who a customer is and where the parcels go.</summary>
internal sealed record CustomerProfile(string Name, string Email, string Address) : IValidatableObject
{
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) =>
        from rule in Rules(Name, Email, Address)
        where rule.Broken is not null
        select new ValidationResult(rule.Broken, [rule.Member]);

    /// <summary>What name, e-mail address and address of a customer must be like; the database has the same bounds.</summary>
    public static IEnumerable<(string Member, string? Broken)> Rules(string name, string email, string address)
    {
        yield return (nameof(name), TextRule.Line(name, 200));
        yield return (nameof(email), TextRule.Email(email));
        yield return (nameof(address), string.IsNullOrWhiteSpace(address) ? "must not be empty" : TextRule.Lines(address, 1000));
    }
}
