using System.ComponentModel.DataAnnotations;

namespace MyArch.ServiceDefaults;

/// <summary>How this service is known on the internal listener, section <c>Caller</c>.</summary>
internal sealed class InternalCallerOptions
{
    /// <summary>The configuration section that the options are bound to.</summary>
    public const string Section = "Caller";

    /// <summary>What is sent as <c>Authorization: Bearer</c>. Required, 22 to 256 visible ASCII characters (22 hold 128 random bits).</summary>
    [Required(ErrorMessage = "is missing: every call would be refused with 401")]
    [RegularExpression("^[!-~]{22,256}$", ErrorMessage = "must be 22 to 256 visible ASCII characters, or every call would be refused with 401")]
    public string Secret { get; set; } = "";
}
