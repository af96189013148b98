namespace Aspire.Hosting.Dashboard.Tests.Telemetry.Metrics;

/// <summary>A clock that stands still until a test sets it, in seconds after <see cref="Sender.Start"/>.</summary>
internal sealed class SetClock : TimeProvider
{
    public double Seconds { get; set; }

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => DateTimeOffset.FromUnixTimeSeconds(Sender.Start).AddSeconds(Seconds);

    public override long GetTimestamp() => GetUtcNow().Ticks;
}
