using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Configuration;

namespace MyArch.ServiceDefaults;

/// <summary>Where other services are reached: the load balancer's internal listener. Section <c>services:gateway:internal</c>, as service discovery names it.</summary>
internal sealed class InternalCallOptions
{
    /// <summary>The configuration section that the options are bound to.</summary>
    public const string Section = "services:gateway:internal";

    /// <summary>Address of the listener. Required.</summary>
    [ConfigurationKeyName("0")]
    [Required(ErrorMessage = "is missing: no other service could be called")]
    [RegularExpression("https?://[^/?#\\s@]+/?", ErrorMessage = "must be an http or https URL of a host and a port, or no other service could be called")]
    public string Address { get; set; } = "";
}
