using System.Globalization;

namespace Aspire.Hosting.Dashboard.Filters;

/// <summary>Durations as people type them.</summary>
internal static class TypedDuration
{
    private static readonly (string Unit, double Ticks)[] Units =
    [
        ("ns", TimeSpan.TicksPerMicrosecond / 1000d), ("us", TimeSpan.TicksPerMicrosecond), ("µs", TimeSpan.TicksPerMicrosecond), ("μs", TimeSpan.TicksPerMicrosecond),
        ("ms", TimeSpan.TicksPerMillisecond), ("min", TimeSpan.TicksPerMinute), ("m", TimeSpan.TicksPerMinute), ("s", TimeSpan.TicksPerSecond), ("h", TimeSpan.TicksPerHour),
    ];

    /// <summary>Reads <c>250</c> (milliseconds), <c>250 ms</c>, <c>1.5s</c>, <c>2 min</c>. A comma is a decimal point. Negative ones, those above a year and what is no number are none.</summary>
    public static bool TryParse(string text, out TimeSpan value)
    {
        value = default;
        var trimmed = text.AsSpan().Trim();
        var ticks = (double)TimeSpan.TicksPerMillisecond;
        foreach (var (unit, factor) in Units)
        {
            if (trimmed.EndsWith(unit, StringComparison.OrdinalIgnoreCase))
            {
                trimmed = trimmed[..^unit.Length].TrimEnd();
                ticks = factor;
                break;
            }
        }

        if (!double.TryParse(trimmed.ToString().Replace(',', '.'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            || !(number * ticks <= TimeSpan.FromDays(365).Ticks))
        {
            return false;
        }

        value = new TimeSpan((long)Math.Round(number * ticks));
        return true;
    }

    /// <summary>The same, to be typed again.</summary>
    public static string Of(TimeSpan value) => value switch
    {
        { Ticks: 0 } => "0 ms",
        { TotalMilliseconds: < 1 } => string.Create(CultureInfo.InvariantCulture, $"{value.TotalMicroseconds:0.#} us"),
        { TotalSeconds: < 1 } => string.Create(CultureInfo.InvariantCulture, $"{value.TotalMilliseconds:0.####} ms"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{value.TotalSeconds:0.#######} s"),
    };
}
