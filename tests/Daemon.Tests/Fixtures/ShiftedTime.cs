namespace MyArch.Worker.Daemon.Tests.Fixtures;

/// <summary>The system's clock, set wrong by as much as a test says. Timers are not concerned, as they are not by a clock that is set.</summary>
internal sealed class ShiftedTime : TimeProvider
{
    private long _shift;

    /// <summary>By how much it is wrong.</summary>
    public TimeSpan Shift
    {
        get => TimeSpan.FromTicks(Interlocked.Read(ref _shift));
        set => Interlocked.Exchange(ref _shift, value.Ticks);
    }

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + Shift;
}
