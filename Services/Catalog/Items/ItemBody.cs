using System.ComponentModel.DataAnnotations;
using MyArch.Catalog.Pictures;
using MyArch.ServiceDefaults;

namespace MyArch.Catalog.Items;

/// <summary>What an administrator says about an item: all that is in it but its id.</summary>
internal sealed record ItemBody(string Name, string Description, string Category, string Colour, string[] Sizes, int PriceCents, int Stock) : IValidatableObject
{
    private const int MostSizes = 20;
    private const int LongestSize = 20;
    private const int HighestPrice = 10_000_000;
    private const int HighestStock = 1_000_000;

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) =>
        from rule in Rules()
        where rule.Broken is not null
        select new ValidationResult(rule.Broken, [rule.Member]);

    private IEnumerable<(string Member, string? Broken)> Rules()
    {
        yield return (nameof(Name), TextRule.Line(Name, 120));
        yield return (nameof(Description), TextRule.Lines(Description, 2000));
        yield return (nameof(Category), Drawings.Has(Category) ? null : $"must be one of {string.Join(", ", Drawings.Categories)}");
        yield return (nameof(Colour), Colours.Has(Colour) ? null : $"must be one of {string.Join(", ", Colours.Names)}");
        yield return (nameof(Sizes), Sizes.Length is >= 1 and <= MostSizes ? null : $"must have 1 to {MostSizes} sizes");
        yield return (nameof(Sizes), Sizes.Distinct().Count() == Sizes.Length ? null : "must not have the same size twice");
        for (var i = 0; i < Math.Min(Sizes.Length, MostSizes); i++)
        {
            // The array says that it holds no null; what a client sends can hold one.
            yield return ($"sizes[{i}]", Sizes[i] is null ? "must not be null" : TextRule.Line(Sizes[i], LongestSize));
        }

        yield return (nameof(PriceCents), PriceCents is >= 0 and <= HighestPrice ? null : $"must be between 0 and {HighestPrice}");
        yield return (nameof(Stock), Stock is >= 0 and <= HighestStock ? null : $"must be between 0 and {HighestStock}");
    }
}
