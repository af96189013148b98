using System.Globalization;

namespace MyArch.AppHost.LocalAws;

/// <summary>Adds SQS queues to the application, and gives services what they need to use them.</summary>
internal static class QueueBuilderExtensions
{
    // Amazon SQS developer guide, "Quotas"; D6 has the defaults.
    private static readonly TimeSpan DefaultVisibilityTimeout = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan MaxVisibilityTimeout = TimeSpan.FromHours(12);
    private static readonly TimeSpan DefaultRetention = TimeSpan.FromDays(4);
    private static readonly TimeSpan MinRetention = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan MaxRetention = TimeSpan.FromDays(14);
    private const int MaxMaxReceiveCount = 1000;

    /// <summary>Adds a standard queue. With a dead-letter queue it has a command <c>redrive</c>, which sends the dead letters again.</summary>
    /// <param name="aws">Where the queue is.</param>
    /// <param name="name">The resource's and the queue's name; in AWS the key <c>Aws:Queues:{name}</c> has its URL.</param>
    /// <param name="deadLetterQueue">Where a message goes that was received too often. It keeps its age there, so give that queue a longer retention.</param>
    /// <param name="maxReceiveCount">How often a message is received before that, 1 to 1000. Counts only with a dead-letter queue; by default 10, as in Elastic Beanstalk (D1).</param>
    /// <param name="visibilityTimeout">How long a received message is hidden, up to 12 hours in whole seconds; by default 30 s.</param>
    /// <param name="retention">How long a message is kept, 60 s to 14 days; by default 4 days.</param>
    public static IResourceBuilder<QueueResource> AddQueue(
        this IResourceBuilder<IAwsResource> aws,
        [ResourceName] string name,
        IResourceBuilder<QueueResource>? deadLetterQueue = null,
        int maxReceiveCount = 10,
        TimeSpan? visibilityTimeout = null,
        TimeSpan? retention = null)
    {
        var queue = new QueueResource(name, aws.Resource)
        {
            DeadLetters = deadLetterQueue is null ? null : (deadLetterQueue.Resource, Within(maxReceiveCount, 1, MaxMaxReceiveCount)),
            VisibilityTimeout = Within(visibilityTimeout ?? DefaultVisibilityTimeout, TimeSpan.Zero, MaxVisibilityTimeout),
            Retention = Within(retention ?? DefaultRetention, MinRetention, MaxRetention),
        };
        var builder = aws.AddChild(
            queue,
            "SqsQueue",
            new("visibility timeout", queue.VisibilityTimeout.ToString("c", CultureInfo.InvariantCulture)),
            new("dead-letter queue", queue.DeadLetters is var (deadLetters, count) ? $"{deadLetters.Name} after {count} receives" : "none"));
        return queue.DeadLetters is null ? builder : builder.WithRedriveCommand();
    }

    /// <summary>
    /// Lets a service use the queue: the AWS SDK's own variables, <c>{Section}__QueueUrl</c>, and <c>{Section}__DeadLetterQueueUrl</c> if there is one. The section is the queue's name with a
    /// capital: <c>Jobs</c>.
    /// </summary>
    public static IResourceBuilder<T> WithReference<T>(this IResourceBuilder<T> service, IResourceBuilder<QueueResource> queue)
        where T : IResourceWithEnvironment
    {
        var name = queue.Resource.Name;
        var section = string.Concat(name[..1].ToUpperInvariant(), name.AsSpan(1));
        service.WithAws(queue.Resource, "SQS").WithEnvironment($"{section}__QueueUrl", queue.Resource.Url);
        return queue.Resource.DeadLetters is var (deadLetters, _) ? service.WithEnvironment($"{section}__DeadLetterQueueUrl", deadLetters.Url) : service;
    }

    private static T Within<T>(T value, T least, T most)
        where T : IComparable<T>
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(value, least);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(value, most);
        return value;
    }
}
