using Cronos;

namespace MyArch.Worker.Daemon.Periodic;

/// <summary>A periodic task.</summary>
/// <param name="Name">What it is called, unique.</param>
/// <param name="Path">Where the app is posted to.</param>
/// <param name="Schedule">When, in UTC.</param>
internal sealed record CronTask(string Name, string Path, CronExpression Schedule)
{
    /// <summary>The last time at or before <paramref name="now"/> that it was to run; null if it was never, in all the years that are looked at.</summary>
    public DateTimeOffset? LastDue(DateTimeOffset now) => Schedule.GetPreviousOccurrence(now.UtcDateTime, inclusive: true) is { } due ? new DateTimeOffset(due, TimeSpan.Zero) : null;
}
