namespace Aspire.Hosting.Tests.Orchestration;

/// <summary>A clock that runs faster than the real one.</summary>
internal sealed class FastTime(int speed) : TimeProvider
{
    public override long GetTimestamp() => base.GetTimestamp() * speed;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        base.CreateTimer(callback, state, dueTime > TimeSpan.Zero ? dueTime / speed : dueTime, period);
}
