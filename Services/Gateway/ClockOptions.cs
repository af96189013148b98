using System.ComponentModel.DataAnnotations;

namespace MyArch.Gateway;

/// <summary>How fast control loops run compared with AWS. What bounds one request or connection is never divided.</summary>
internal sealed class ClockOptions
{
    public const string Section = "Clock";

    /// <summary>Divides health check intervals and deregistration delays.</summary>
    /// <value>1 by default; 30 shows in a second what takes AWS half a minute.</value>
    [Range(1, 3600, ErrorMessage = "must be between 1 and 3600")]
    public double Speed { get; set; } = 1;

    /// <summary>The time that a control loop takes here for what AWS does in <paramref name="real"/>.</summary>
    public TimeSpan Divide(TimeSpan real) => real / Speed;
}
