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
