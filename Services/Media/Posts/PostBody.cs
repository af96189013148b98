using System.ComponentModel.DataAnnotations;
using MyArch.ServiceDefaults;

namespace MyArch.Media.Posts;

/// <summary>What an author says: all that is in a post but what follows from it.</summary>
internal sealed record PostBody(string Title, string Body) : IValidatableObject
{
    private const int LongestTitle = 200;
    private const int LongestBody = 50_000;

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) =>
        from rule in new (string Member, string? Broken)[] { (nameof(Title), TextRule.Line(Title, LongestTitle)), (nameof(Body), TextRule.Lines(Body, LongestBody)) }
        where rule.Broken is not null
        select new ValidationResult(rule.Broken, [rule.Member]);
}
