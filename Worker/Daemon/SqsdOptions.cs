using System.ComponentModel.DataAnnotations;

namespace MyArch.Worker.Daemon;

/// <summary>
/// What can be set, section <c>Sqsd</c>: the options of Elastic Beanstalk's daemon (namespace <c>aws:elasticbeanstalk:sqsd</c>, "General options for all environments") with their names, defaults and
/// ranges; times are whole seconds as there. The queue's URL is in the section <c>Jobs</c>. After those come the options that the real one does not have.
/// </summary>
internal sealed class SqsdOptions : IValidatableObject
{
    /// <summary>The configuration section that the options are bound to.</summary>
    public const string Section = "Sqsd";

    /// <summary>The path that messages are posted to.</summary>
    /// <value>The default is <c>/</c>.</value>
    [RegularExpression("^/[!-~]*$", ErrorMessage = "must be a path that begins with a slash, or messages would be posted nowhere")]
    public string HttpPath { get; set; } = "/";

    /// <summary>The <c>Content-Type</c> of the POST.</summary>
    /// <value>The default is <c>application/json</c>.</value>
    [RegularExpression(@"^[!#$%&'*+.^_`|~0-9A-Za-z-]+/[!#$%&'*+.^_`|~0-9A-Za-z-]+$", ErrorMessage = "must be a media type as type/subtype, or the app could not tell what it is sent")]
    public string MimeType { get; set; } = "application/json";

    /// <summary>How many messages are at work at once: received, and neither deleted nor given back.</summary>
    /// <value>1 to 100. The default is 50.</value>
    [Range(1, 100, ErrorMessage = "must be between 1 and 100")]
    public int HttpConnections { get; set; } = 50;

    /// <summary>How long it may take to connect to the app, in seconds.</summary>
    /// <value>1 to 60. The default is 5.</value>
    [Range(1, 60, ErrorMessage = "must be between 1 and 60 seconds")]
    public int ConnectTimeout { get; set; } = 5;

    /// <summary>How long the app may take to answer, in seconds; after that the message goes back to the queue. Divided by <c>Clock:Speed</c>.</summary>
    /// <value>
    /// 1 to 36000. The default is 299, that of the options table; the page "Elastic Beanstalk worker environments" says 180. The table is what the service's own tools read, and one second less than
    /// <see cref="VisibilityTimeout"/> has a meaning that 180 has not.
    /// </value>
    [Range(1, 36000, ErrorMessage = "must be between 1 and 36000 seconds")]
    public int InactivityTimeout { get; set; } = 299;

    /// <summary>How long a received message is hidden, in seconds. It is never prolonged while the app still works. Divided by <c>Clock:Speed</c>.</summary>
    /// <value>0 to 43200, taken as at least 1. The default is 300.</value>
    [Range(0, 43200, ErrorMessage = "must be between 0 and 43200 seconds")]
    public int VisibilityTimeout { get; set; } = 300;

    /// <summary>After how many seconds a message is visible again that was not answered with 200. Divided by <c>Clock:Speed</c>.</summary>
    /// <value>0 to 43200, taken as at least 1. The default is 2.</value>
    [Range(0, 43200, ErrorMessage = "must be between 0 and 43200 seconds")]
    public int ErrorVisibilityTimeout { get; set; } = 2;

    /// <summary>A message that was first received longer ago than this is deleted and not delivered again. In seconds; matters if it is less than the queue's own.</summary>
    /// <value>60 to 1209600. The default is 345600, four days.</value>
    [Range(60, 1_209_600, ErrorMessage = "must be between 60 and 1209600 seconds")]
    public int RetentionPeriod { get; set; } = 345_600;

    /// <summary>
    /// After how many deliveries a message is a dead letter. The queue counts and moves, by its own redrive policy, which whoever makes the queue sets to this number; here it only tells which
    /// failure is the last.
    /// </summary>
    /// <value>1 to 100. The default is 10.</value>
    [Range(1, 100, ErrorMessage = "must be between 1 and 100")]
    public int MaxRetries { get; set; } = 10;

    /// <summary>The app's address; the real daemon posts to <c>http://localhost:80</c> always.</summary>
    [Required(ErrorMessage = "is missing: there is nobody to post messages to")]
    public Uri? AppUrl { get; set; }

    /// <summary>How long a receive waits for the first message, in seconds. The real daemon waits 20.</summary>
    /// <value>
    /// 0 to 20. The default is 20. Where receives cost nothing 1 is better: a pause or a stop then lets each end by itself, where a receive that is cut off can be given messages that nobody gets before
    /// they are visible again.
    /// </value>
    [Range(0, 20, ErrorMessage = "must be between 0 and 20 seconds")]
    public int WaitTimeSeconds { get; set; } = 20;

    /// <summary>The file with the periodic tasks; a relative path is one beside the program.</summary>
    /// <value>The default is <c>cron.yaml</c>. Without the file there are no periodic tasks.</value>
    [Required(ErrorMessage = "must be the path of a file")]
    public string CronFile { get; set; } = "cron.yaml";

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (AppUrl is not null && !(AppUrl.IsAbsoluteUri && AppUrl.Scheme == Uri.UriSchemeHttp && AppUrl.PathAndQuery == "/"))
        {
            yield return new ValidationResult("must be an http URL of a host and a port", [nameof(AppUrl)]);
        }

        if (InactivityTimeout >= VisibilityTimeout)
        {
            yield return new ValidationResult(
                "must be less than VisibilityTimeout, or a message that the app is still at work with would be delivered a second time", [nameof(InactivityTimeout)]);
        }
    }
}
