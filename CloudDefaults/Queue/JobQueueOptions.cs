using System.ComponentModel.DataAnnotations;

namespace MyArch.CloudDefaults.Queue;

/// <summary>The queue of the worker tier, section <c>Jobs</c>.</summary>
public sealed class JobQueueOptions : IValidatableObject
{
    /// <summary>The configuration section that the options are bound to.</summary>
    public const string Section = "Jobs";

    /// <summary>The queue's URL, as <c>https://sqs.eu-central-1.amazonaws.com/123456789012/jobs</c>.</summary>
    [Required(ErrorMessage = "is missing")]
    public Uri? QueueUrl { get; set; }

    /// <summary>The URL of the queue that takes what was received too often; null if there is none, or the service does not look at it.</summary>
    public Uri? DeadLetterQueueUrl { get; set; }

    /// <summary>
    /// How long a send may take with all its attempts. 0.5 s to 1 min, 5 s by default. A client waits for it, and what is not sent by then is sent later by whoever looks after broken-off work. One attempt
    /// may take two fifths of it, so that there is room for two; SQS answers in milliseconds.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00.5", "00:01:00", ErrorMessage = "must be between 0.5 s and 1 min")]
    public TimeSpan SendTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (QueueUrl is not null && !IsHttp(QueueUrl))
        {
            yield return new ValidationResult("must be an absolute http or https URL", [nameof(QueueUrl)]);
        }

        if (DeadLetterQueueUrl is not null && !IsHttp(DeadLetterQueueUrl))
        {
            yield return new ValidationResult("must be an absolute http or https URL", [nameof(DeadLetterQueueUrl)]);
        }
    }

    private static bool IsHttp(Uri url) => url.IsAbsoluteUri && (url.Scheme == Uri.UriSchemeHttp || url.Scheme == Uri.UriSchemeHttps);
}
