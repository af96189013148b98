using System.Globalization;

namespace Aspire.Hosting.Dashboard.Layout;

/// <summary>Durations for people: three digits that matter, in the unit that fits.</summary>
public static class Durations
{
    /// <summary><c>850 ns</c>, <c>12.3 µs</c>, <c>1.23 ms</c>, <c>4.5 s</c>, <c>2 min 5 s</c>, <c>3 h 12 min</c>, <c>2 d 4 h</c>.</summary>
    public static string Format(TimeSpan duration)
    {
        if (duration < TimeSpan.Zero)
        {
            return $"-{Format(duration.Negate())}";
        }

        return duration switch
        {
            { TotalMicroseconds: < 1 } => $"{duration.TotalNanoseconds.ToString("0", CultureInfo.InvariantCulture)} ns",
            { TotalMilliseconds: < 0.9995 } => $"{Digits(duration.TotalMicroseconds)} µs",
            { TotalSeconds: < 0.9995 } => $"{Digits(duration.TotalMilliseconds)} ms",
            { TotalSeconds: < 59.95 } => $"{Digits(duration.TotalSeconds)} s",
            { TotalMinutes: < 60 } => Two(duration.TotalSeconds, 60, "min", "s"),
            { TotalHours: < 24 } => Two(duration.TotalMinutes, 60, "h", "min"),
            _ => Two(duration.TotalHours, 24, "d", "h"),
        };
    }

    private static string Digits(double value) => value.ToString(value < 9.995 ? "0.##" : value < 99.95 ? "0.#" : "0", CultureInfo.InvariantCulture);

    private static string Two(double small, int perBig, string bigUnit, string smallUnit)
    {
        var (big, rest) = Math.DivRem((long)small, perBig);
        return rest == 0 ? $"{big} {bigUnit}" : $"{big} {bigUnit} {rest} {smallUnit}";
    }
}
