using System.ComponentModel.DataAnnotations;

namespace MyArch.ServiceDefaults;

/// <summary>What a request must carry to be answered, section <c>Origin</c>: only the load balancer knows it.</summary>
public sealed class OriginOptions : IValidatableObject
{
    /// <summary>The configuration section that the options are bound to.</summary>
    public const string Section = "Origin";

    /// <summary>Secret that requests from the public listeners carry. Required, 22 to 256 visible ASCII characters (22 hold 128 random bits).</summary>
    [Required]
    [RegularExpression("^[!-~]{22,256}$", ErrorMessage = "must be 22 to 256 visible ASCII characters, or it could be guessed or not sent as a header")]
    public string Secret { get; set; } = "";

    /// <summary>Secret that requests from the internal listener carry. Required, same form as <see cref="Secret"/> and different from it.</summary>
    [Required]
    [RegularExpression("^[!-~]{22,256}$", ErrorMessage = "must be 22 to 256 visible ASCII characters, or it could be guessed or not sent as a header")]
    public string InternalSecret { get; set; } = "";

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Secret.Length > 0 && Secret == InternalSecret)
        {
            yield return new ValidationResult("must differ from Secret, or a public request could reach /internal", [nameof(InternalSecret)]);
        }
    }
}
