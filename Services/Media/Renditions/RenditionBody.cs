using System.ComponentModel.DataAnnotations;
using MyArch.Media.Library;
using MyArch.ServiceDefaults;

namespace MyArch.Media.Renditions;

/// <summary>What the worker says about a thumbnail: that it is <c>ready</c>, with all that is known of it, or <c>failed</c>, with the reason.</summary>
internal sealed record RenditionBody(
    string Status, string? Key = null, string? ContentType = null, int? Width = null, int? Height = null, long? Bytes = null, string? Sha256 = null, string? Reason = null) : IValidatableObject
{
    private const int LongestReason = 500;

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) =>
        from rule in Status switch
        {
            StoredMedia.Ready => Ready(),
            StoredMedia.Failed => Failed(),
            _ => [(nameof(Status), "must be ready or failed")],
        }
        where rule.Broken is not null
        select new ValidationResult(rule.Broken, [rule.Member]);

    private IEnumerable<(string Member, string? Broken)> Ready()
    {
        yield return (nameof(Key), Key is null ? "is missing" : null);
        yield return (nameof(ContentType), ContentType == "image/webp" ? null : "must be image/webp");
        yield return (nameof(Width), Width >= 1 ? null : "must be at least 1");
        yield return (nameof(Height), Height >= 1 ? null : "must be at least 1");
        yield return (nameof(Bytes), Bytes >= 1 ? null : "must be at least 1");
        yield return (nameof(Sha256), Sha256 is not null && MediaId.IsOne(Sha256) ? null : "must be 64 hexadecimal digits in lower case");
        yield return (nameof(Reason), Reason is null ? null : "must not be there for a thumbnail that is ready");
    }

    private IEnumerable<(string Member, string? Broken)> Failed()
    {
        yield return (nameof(Reason), Reason is null ? "is missing" : TextRule.Line(Reason, LongestReason));
        foreach (var (member, value) in new (string, object?)[] { (nameof(Key), Key), (nameof(ContentType), ContentType), (nameof(Width), Width), (nameof(Height), Height), (nameof(Bytes), Bytes), (nameof(Sha256), Sha256) })
        {
            yield return (member, value is null ? null : "must not be there for a thumbnail that failed");
        }
    }
}
