namespace MyArch.Worker.Daemon.Tests.Fixtures;

/// <summary>The system's clock, set wrong by as much as a test says; and more time than has passed. Timers are not concerned, as they are not by a clock that is set.</summary>
internal sealed class ShiftedTime : TimeProvider
{
    private long _shift;
    private long _passed;

    /// <summary>By how much it is wrong.</summary>
    public TimeSpan Shift
    {
        get => TimeSpan.FromTicks(Interlocked.Read(ref _shift));
        set => Interlocked.Exchange(ref _shift, value.Ticks);
    }

    /// <summary>How much time has passed beside that which has.</summary>
    public TimeSpan Passed
    {
        get => TimeSpan.FromTicks(Interlocked.Read(ref _passed));
        set => Interlocked.Exchange(ref _passed, value.Ticks);
    }

    public override long GetTimestamp() => System.GetTimestamp() + (long)(Passed.TotalSeconds * System.TimestampFrequency);

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + Shift;
}
