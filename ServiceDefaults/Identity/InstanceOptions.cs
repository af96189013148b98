using System.ComponentModel.DataAnnotations;

namespace MyArch.ServiceDefaults;

/// <summary>Who this process is, section <c>Instance</c>. All of it is given by whoever starts the instance, and all of it is required.</summary>
public sealed class InstanceOptions
{
    /// <summary>The configuration section that the options are bound to.</summary>
    public const string Section = "Instance";

    /// <summary>Name of the instance, <c>time-a1</c>: group, zone and number in the zone. 1 to 63 lower-case letters, digits and hyphens.</summary>
    [Required]
    [RegularExpression("^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$", ErrorMessage = "must be 1 to 63 lower-case letters, digits and inner hyphens: it is sent in a header and used as a host name")]
    public string Id { get; set; } = "";

    /// <summary>Availability zone, <c>a</c>. 1 to 31 lower-case letters, digits and hyphens.</summary>
    [Required]
    [RegularExpression("^[a-z0-9]([a-z0-9-]{0,29}[a-z0-9])?$", ErrorMessage = "must be 1 to 31 lower-case letters, digits and inner hyphens: it is sent in a header")]
    public string Zone { get; set; } = "";

    /// <summary>Instance type, <c>t3.micro</c>: a label, it limits nothing. 1 to 63 letters, digits, dots, hyphens and underscores.</summary>
    [Required]
    [RegularExpression("^[A-Za-z0-9._-]{1,63}$", ErrorMessage = "must be 1 to 63 letters, digits, dots, hyphens or underscores")]
    public string Type { get; set; } = "";

    /// <summary>Version of the deployed bundle: a label. 1 to 63 letters, digits, dots, plus signs, hyphens and underscores.</summary>
    [Required]
    [RegularExpression("^[A-Za-z0-9.+_-]{1,63}$", ErrorMessage = "must be 1 to 63 letters, digits, dots, plus signs, hyphens or underscores")]
    public string Version { get; set; } = "";
}
