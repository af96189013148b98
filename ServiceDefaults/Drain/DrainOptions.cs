using System.ComponentModel.DataAnnotations;

namespace MyArch.ServiceDefaults;

/// <summary>How an instance stops, section <c>Drain</c>. All of it fits into the 5 seconds that a process has after SIGTERM.</summary>
public sealed class DrainOptions : IValidatableObject
{
    /// <summary>The configuration section that the options are bound to.</summary>
    public const string Section = "Drain";

    /// <summary>
    /// How long new requests are still accepted after the signal, answered with <c>Connection: close</c>. 0 to 2 s, 300 ms by default. It lets
    /// connections that the load balancer keeps open close between two requests and not within one.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:00:02")]
    public TimeSpan Delay { get; set; } = TimeSpan.FromMilliseconds(300);

    /// <summary>
    /// How long after the signal requests in flight may take until their connections are aborted. 0.5 to 3.5 s, 3.2 s by default: the abort may take
    /// one more second, and the last telemetry is sent after it.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00.5", "00:00:03.5")]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(3.2);

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Delay >= Timeout)
        {
            yield return new ValidationResult("must be shorter than Timeout, or no time is left for requests in flight", [nameof(Delay)]);
        }
    }
}
