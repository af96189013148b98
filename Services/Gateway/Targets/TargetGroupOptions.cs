using System.ComponentModel.DataAnnotations;

namespace MyArch.Gateway.Targets;

/// <summary>One target group.</summary>
internal sealed class TargetGroupOptions
{
    private const string SecretForm = "^[!-~]{22,256}$";

    /// <summary>What requests from a public listener carry as <c>X-Origin-Verify</c>, so that the targets answer nobody else.</summary>
    [Required(ErrorMessage = "is missing: the targets would refuse every request")]
    [RegularExpression(SecretForm, ErrorMessage = "must be 22 to 256 visible ASCII characters")]
    public string OriginSecret { get; set; } = "";

    /// <summary>What requests from the internal listener carry instead.</summary>
    [Required(ErrorMessage = "is missing: the targets would refuse every internal request")]
    [RegularExpression(SecretForm, ErrorMessage = "must be 22 to 256 visible ASCII characters")]
    public string InternalOriginSecret { get; set; } = "";

    /// <summary>Targets by id; others may be registered later.</summary>
    public Dictionary<string, TargetOptions> Targets { get; set; } = [];

    /// <summary>How the targets are checked.</summary>
    public HealthCheckOptions HealthCheck { get; set; } = new();

    /// <summary>How long requests in flight may take after a target was deregistered; divided by <c>Clock:Speed</c>.</summary>
    /// <value>300 seconds; 0 to 3600 (AWS documentation, "Edit target group attributes", deregistration delay).</value>
    [Range(typeof(TimeSpan), "00:00:00", "01:00:00", ErrorMessage = "must be between 0 and 3600 seconds")]
    public TimeSpan DeregistrationDelay { get; set; } = TimeSpan.FromSeconds(300);
}
