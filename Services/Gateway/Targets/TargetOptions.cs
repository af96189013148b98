using System.ComponentModel.DataAnnotations;

namespace MyArch.Gateway.Targets;

/// <summary>A target that is registered from the start.</summary>
internal sealed class TargetOptions : IValidatableObject
{
    /// <summary>Where it listens: <c>http://host:port</c>.</summary>
    [Required(ErrorMessage = "is missing: nothing could be sent to the target")]
    public Uri? Address { get; set; }

    /// <summary>Its availability zone.</summary>
    [RegularExpression("^[a-z0-9]([a-z0-9-]{0,29}[a-z0-9])?$", ErrorMessage = "must be 1 to 31 lower-case letters, digits and inner hyphens")]
    [Required(ErrorMessage = "is missing: zones could not be told apart")]
    public string Zone { get; set; } = "";

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Address is not null && (!Address.IsAbsoluteUri || Address.Scheme != Uri.UriSchemeHttp || Address.PathAndQuery != "/"))
        {
            yield return new ValidationResult("must have the form http://host:port", [nameof(Address)]);
        }
    }
}
