using System.ComponentModel.DataAnnotations;

namespace MyArch.ServiceDefaults;

/// <summary>How outgoing HTTP calls deal with failure, section <c>HttpClient</c>.</summary>
public sealed class ResilienceOptions : IValidatableObject
{
    /// <summary>The configuration section that the options are bound to.</summary>
    public const string Section = "HttpClient";

    /// <summary>Longest time for a call with all of its attempts and its buffered body. 0.1 s to 5 min, 10 s by default. A client may set its own <see cref="HttpClient.Timeout"/>.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:05:00")]
    public TimeSpan TotalTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Longest time from the start of one attempt to its response headers. 50 ms to 1 min, 3 s by default.</summary>
    [Range(typeof(TimeSpan), "00:00:00.05", "00:01:00")]
    public TimeSpan AttemptTimeout { get; set; } = TimeSpan.FromSeconds(3);

    /// <summary>Attempts after the first one, for GET, HEAD, OPTIONS and TRACE only. 0 to 10, 3 by default.</summary>
    [Range(0, 10)]
    public int Retries { get; set; } = 3;

    /// <summary>Wait before the first retry, doubled for each further one and spread by chance. 1 ms to 10 s, 200 ms by default.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "00:00:10")]
    public TimeSpan RetryDelay { get; set; } = TimeSpan.FromMilliseconds(200);

    /// <summary>Longest wait between two attempts. A server that asks for more in <c>Retry-After</c> is not asked again. 1 ms to 1 min, 3 s by default.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "00:01:00")]
    public TimeSpan MaxRetryDelay { get; set; } = TimeSpan.FromSeconds(3);

    /// <summary>Share of failed attempts at one host, or one route of the internal listener, that opens its circuit. Above 0 to 1, 0.5 by default.</summary>
    [Range(0.01, 1)]
    public double BreakerFailureRatio { get; set; } = 0.5;

    /// <summary>Attempts within <see cref="BreakerWindow"/> below which a circuit never opens. 2 to 10,000, 10 by default.</summary>
    [Range(2, 10_000)]
    public int BreakerMinimumAttempts { get; set; } = 10;

    /// <summary>The time over which attempts are counted. 0.5 s to 10 min, 10 s by default.</summary>
    [Range(typeof(TimeSpan), "00:00:00.5", "00:10:00")]
    public TimeSpan BreakerWindow { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long an open circuit refuses calls before it lets one through to try. 0.5 s to 10 min, 5 s by default.</summary>
    [Range(typeof(TimeSpan), "00:00:00.5", "00:10:00")]
    public TimeSpan BreakerBreak { get; set; } = TimeSpan.FromSeconds(5);

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (AttemptTimeout > TotalTimeout)
        {
            yield return new ValidationResult("must not be longer than TotalTimeout, or it would never take effect", [nameof(AttemptTimeout)]);
        }

        if (RetryDelay > MaxRetryDelay)
        {
            yield return new ValidationResult("must not be longer than MaxRetryDelay", [nameof(RetryDelay)]);
        }
    }
}
