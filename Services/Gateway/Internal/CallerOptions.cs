using System.ComponentModel.DataAnnotations;

namespace MyArch.Gateway.Internal;

/// <summary>Somebody who may use the internal listener.</summary>
internal sealed class CallerOptions
{
    /// <summary>What the caller sends as <c>Authorization: Bearer</c>.</summary>
    [Required(ErrorMessage = "is missing: the caller could not be recognised")]
    [RegularExpression("^[!-~]{22,256}$", ErrorMessage = "must be 22 to 256 visible ASCII characters")]
    public string Secret { get; set; } = "";
}
