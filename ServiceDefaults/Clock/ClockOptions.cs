using System.ComponentModel.DataAnnotations;

namespace MyArch.ServiceDefaults;

/// <summary>How fast control loops run compared with AWS, section <c>Clock</c>. What bounds one request or connection is never divided.</summary>
public sealed class ClockOptions
{
    /// <summary>The configuration section that the options are bound to.</summary>
    public const string Section = "Clock";

    /// <summary>Divides the times of control loops: health check intervals, deregistration delays, how long a message is hidden.</summary>
    /// <value>1 by default; 30 shows in a second what takes AWS half a minute.</value>
    [Range(1, 3600, ErrorMessage = "must be between 1 and 3600")]
    public double Speed { get; set; } = 1;

    /// <summary>The time that a control loop takes here for what AWS does in <paramref name="real"/>.</summary>
    public TimeSpan Divide(TimeSpan real) => real / Speed;

    /// <summary>The same in whole seconds, rounded up, and at least one: what only knows seconds would take a part of one for none.</summary>
    public int DivideToSeconds(int realSeconds) => Math.Max(1, (int)Math.Ceiling(realSeconds / Speed));
}
