namespace MyArch.Worker.Daemon.Periodic;

/// <summary>The attributes by which a message stands for a periodic task. The app gets them as headers of their own and not as <c>X-Aws-Sqsd-Attr-</c>.</summary>
internal static class TaskAttributes
{
    public const string Name = "beanstalk.sqsd.task_name";
    public const string Path = "beanstalk.sqsd.path";
    public const string ScheduledTime = "beanstalk.sqsd.scheduled_time";

    /// <summary>When the message was sent, which of a task that is made up for is long after its time. The app gets it as <c>X-Aws-Sqsd-Attr-sent-at</c>, as any attribute.</summary>
    public const string SentAt = "sent-at";

    private const string Prefix = "beanstalk.sqsd.";

    /// <summary>Whether an attribute is the daemon's own.</summary>
    public static bool IsOne(string attribute) => attribute.StartsWith(Prefix, StringComparison.Ordinal);
}
