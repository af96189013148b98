using Amazon.Runtime;
using MyArch.CloudDefaults.Aws;

namespace MyArch.Worker.Daemon;

/// <summary>What a call to the queue fails with when the queue refuses, breaks or is away.</summary>
internal static class QueueFailure
{
    /// <summary>How long a call may take that does not wait for messages; the long poll has its waiting time on top.</summary>
    public static readonly TimeSpan CallTimeout = TimeSpan.FromSeconds(5);

    /// <summary>Whether the exception says that the queue could not be asked. A call that its caller gave up is none, one that ran out of time is.</summary>
    /// <param name="exception">The exception.</param>
    /// <param name="given">What the caller gives up by.</param>
    public static bool IsOne(Exception exception, CancellationToken given) =>
        !given.IsCancellationRequested && (AwsFailure.IsOne(exception) || exception is OperationCanceledException);

    /// <summary>What it was, in a metric: the service's own word, or the exception's name.</summary>
    public static string TypeOf(Exception exception) =>
        exception is AmazonServiceException { ErrorCode: { Length: > 0 } code } ? code : exception.GetType().FullName ?? exception.GetType().Name;
}
