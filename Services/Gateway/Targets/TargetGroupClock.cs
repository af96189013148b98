using MyArch.ServiceDefaults;

namespace MyArch.Gateway.Targets;

/// <summary>The time of control loops: real durations divided by <c>Clock:Speed</c>.</summary>
internal sealed class TargetGroupClock(TimeProvider time, ClockOptions options)
{
    public TimeProvider Time => time;

    public TimeSpan Divide(TimeSpan real) => options.Divide(real);

    public ITimer After(TimeSpan real, Action action) =>
        time.CreateTimer(static state => ((Action)state!)(), action, Divide(real), Timeout.InfiniteTimeSpan);
}
