using System.ComponentModel.DataAnnotations;

namespace MyArch.Gateway.Targets;

/// <summary>How targets are checked. Names, defaults and ranges are those of the AWS documentation, "Health checks for your target groups".</summary>
internal sealed class HealthCheckOptions : IValidatableObject
{
    /// <summary>The path that is asked for.</summary>
    /// <value><c>/health/ready</c>; on AWS it is <c>/</c>.</value>
    [RegularExpression("^/[!-~]*$", ErrorMessage = "must be a path that begins with a slash")]
    public string Path { get; set; } = "/health/ready";

    /// <summary>The status code of a healthy answer.</summary>
    [Range(200, 499, ErrorMessage = "must be between 200 and 499")]
    public int Matcher { get; set; } = 200;

    /// <summary>From one check to the next; divided by <c>Clock:Speed</c>.</summary>
    /// <value>30 seconds; 5 to 300.</value>
    [Range(typeof(TimeSpan), "00:00:05", "00:05:00", ErrorMessage = "must be between 5 and 300 seconds")]
    public TimeSpan Interval { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long one check may take; never divided.</summary>
    /// <value>5 seconds; 2 to 120.</value>
    [Range(typeof(TimeSpan), "00:00:02", "00:02:00", ErrorMessage = "must be between 2 and 120 seconds")]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Passes in a row after which an unhealthy target is healthy again. A new target needs one.</summary>
    [Range(2, 10, ErrorMessage = "must be between 2 and 10")]
    public int HealthyThreshold { get; set; } = 5;

    /// <summary>Failures in a row after which a target is unhealthy.</summary>
    [Range(2, 10, ErrorMessage = "must be between 2 and 10")]
    public int UnhealthyThreshold { get; set; } = 2;

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Timeout >= Interval)
        {
            yield return new ValidationResult("must be shorter than Interval, or checks of a silent target would never pause", [nameof(Timeout)]);
        }
    }
}
