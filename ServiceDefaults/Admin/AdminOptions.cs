using System.ComponentModel.DataAnnotations;

namespace MyArch.ServiceDefaults;

/// <summary>Who may change what everybody sees, section <c>Admin</c>.</summary>
public sealed class AdminOptions
{
    /// <summary>The configuration section that the options are bound to.</summary>
    public const string Section = "Admin";

    /// <summary>The key that the administrator's requests carry as a bearer token. Required, 22 to 256 visible ASCII characters (22 hold 128 random bits).</summary>
    [Required]
    [RegularExpression("^[!-~]{22,256}$", ErrorMessage = "must be 22 to 256 visible ASCII characters, or it could be guessed or not sent as a header")]
    public string Key { get; set; } = "";
}
