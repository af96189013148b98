using System.ComponentModel.DataAnnotations;

namespace MyArch.Cart.Customers;

/// <summary>Who a customer is and where the parcels go. The catalog, which keeps it, has the same bounds.</summary>
internal sealed record CustomerProfile(string Name, string Email, string Address) : IValidatableObject
{
    private const int LongestName = 200;
    // https://www.rfc-editor.org/errata/eid1690: a path of 256 with its brackets.
    private const int LongestEmail = 254;
    private const int LongestAddress = 1000;

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        (string Member, string? Broken)[] rules =
        [
            (nameof(Name), Check(Name, LongestName, char.IsControl)),
            (nameof(Email), Check(Email, LongestEmail, char.IsControl) ?? (IsEmail(Email) ? null : "must be an e-mail address, such as ada@example.org")),
            (nameof(Address), Check(Address, LongestAddress, static c => char.IsControl(c) && c is not ('\n' or '\r' or '\t'))),
        ];
        return from rule in rules where rule.Broken is not null select new ValidationResult(rule.Broken, [rule.Member]);
    }

    private static string? Check(string text, int longest, Predicate<char> isRefused) =>
        string.IsNullOrWhiteSpace(text) ? "must not be empty"
        : text.Length > longest ? $"must have at most {longest} characters"
        : text.Any(c => isRefused(c)) ? "must not have control characters"
        : null;

    // Something that a letter could be sent to; whether it arrives, only sending one tells.
    private static bool IsEmail(string text) =>
        !text.Any(char.IsWhiteSpace) && text.Split('@') is [{ Length: > 0 }, { Length: > 0 }];
}
