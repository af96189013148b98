using System.Globalization;

namespace Aspire.Hosting.Dashboard.Traces.Waterfall;

/// <summary>The marks of a time axis that starts at zero: round numbers, at most about six of them.</summary>
internal static class TimeRuler
{
    private const int MostTicks = 6;

    /// <summary>Steps that people count time in, beyond the 1, 2, 5 of the decimal system.</summary>
    private static readonly TimeSpan[] LongSteps =
    [
        .. new[] { 10, 15, 30 }.Select(static value => TimeSpan.FromSeconds(value)),
        .. new[] { 1, 2, 5, 10, 15, 30 }.Select(static value => TimeSpan.FromMinutes(value)),
        .. new[] { 1, 2, 3, 6, 12 }.Select(static value => TimeSpan.FromHours(value)),
    ];

    public static IReadOnlyList<RulerTick> Of(TimeSpan duration)
    {
        if (duration <= TimeSpan.Zero)
        {
            return [new RulerTick(0, "0")];
        }

        var step = StepFor(duration);
        var ticks = new List<RulerTick>(MostTicks + 1);
        for (var at = TimeSpan.Zero; at <= duration; at += step)
        {
            ticks.Add(new RulerTick(100d * at.Ticks / duration.Ticks, Label(at, step)));
        }

        return ticks;
    }

    private static TimeSpan StepFor(TimeSpan duration)
    {
        var least = Math.Max(1, duration.Ticks / MostTicks);
        for (long unit = 1; unit <= TimeSpan.TicksPerSecond; unit *= 10)
        {
            foreach (var factor in (ReadOnlySpan<int>)[1, 2, 5])
            {
                if (unit * factor >= least && unit * factor <= 5 * TimeSpan.TicksPerSecond)
                {
                    return new TimeSpan(unit * factor);
                }
            }
        }

        foreach (var step in LongSteps)
        {
            if (step.Ticks >= least)
            {
                return step;
            }
        }

        return TimeSpan.FromDays(Math.Ceiling(least / (double)TimeSpan.TicksPerDay));
    }

    /// <summary>All marks of one ruler are in one unit, so that they can be compared at a glance.</summary>
    private static string Label(TimeSpan at, TimeSpan step)
    {
        if (at == TimeSpan.Zero)
        {
            return "0";
        }

        var (value, unit) = step.Ticks switch
        {
            < TimeSpan.TicksPerMillisecond / 10 => (at.TotalMicroseconds, "µs"),
            < TimeSpan.TicksPerSecond / 10 => (at.TotalMilliseconds, "ms"),
            < TimeSpan.TicksPerMinute => (at.TotalSeconds, "s"),
            < TimeSpan.TicksPerHour => (at.TotalMinutes, "min"),
            < TimeSpan.TicksPerDay => (at.TotalHours, "h"),
            _ => (at.TotalDays, "d"),
        };
        return string.Create(CultureInfo.InvariantCulture, $"{value:0.###} {unit}");
    }
}
