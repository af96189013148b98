using System.Runtime.InteropServices;

namespace Aspire.Hosting.Dashboard.Telemetry.Metrics;

/// <summary>What a point speaks of.</summary>
/// <param name="Start">Since when, in nanoseconds since 1970; 0 if the sender does not say.</param>
/// <param name="At">Until when, in milliseconds since 1970.</param>
/// <param name="IsDelta">Whether it says what happened since the point before, and not since the start.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct PointTime(ulong Start, long At, bool IsDelta)
{
    /// <summary><see cref="Start"/> in milliseconds.</summary>
    public long Since => (long)(Start / 1_000_000);
}
