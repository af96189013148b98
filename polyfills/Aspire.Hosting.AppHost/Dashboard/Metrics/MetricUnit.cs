using System.Globalization;
using Aspire.Hosting.Dashboard.Telemetry.Metrics;

namespace Aspire.Hosting.Dashboard.Metrics;

/// <summary>How values are shown: multiplied by <paramref name="Factor"/>, and then followed by <paramref name="Text"/>.</summary>
/// <remarks>Units come as UCUM writes them (https://opentelemetry.io/docs/specs/semconv/general/metrics/#units): <c>s</c>, <c>By</c>, <c>{request}</c>, <c>1</c>.</remarks>
internal sealed record MetricUnit(double Factor, string Text)
{
    private static readonly (double Size, string Text)[] Seconds = [(60, "min"), (1, "s"), (1e-3, "ms"), (1e-6, "µs"), (1e-9, "ns")];
    private static readonly (double Size, string Text)[] Bytes = [(1e12, "TB"), (1e9, "GB"), (1e6, "MB"), (1e3, "KB"), (1, "B")];

    private static readonly Dictionary<string, double> OfSecond = new(StringComparer.Ordinal) { ["ns"] = 1e-9, ["us"] = 1e-6, ["ms"] = 1e-3, ["s"] = 1, ["min"] = 60, ["h"] = 3600 };

    private static readonly Dictionary<string, double> OfByte = new(StringComparer.Ordinal)
    {
        ["By"] = 1, ["kBy"] = 1e3, ["MBy"] = 1e6, ["GBy"] = 1e9, ["KiBy"] = 1024, ["MiBy"] = 1048576, ["GiBy"] = 1073741824,
    };

    /// <summary>The unit that suits the largest value that is shown.</summary>
    public static MetricUnit Choose(string unit, InstrumentKind kind, double largest)
    {
        var per = kind == InstrumentKind.Counter ? "/s" : "";
        if (OfSecond.TryGetValue(unit, out var seconds))
        {
            // Seconds per second are a share of one processor, or of one place in a queue.
            return per.Length > 0 ? new MetricUnit(seconds, "s/s") : Of(Seconds, seconds, largest, "");
        }

        if (OfByte.TryGetValue(unit, out var bytes))
        {
            return Of(Bytes, bytes, largest, per);
        }

        return new MetricUnit(1, unit is "" or "1" ? per.Length > 0 ? "per second" : "" : Words(unit) + per);
    }

    /// <summary>A value of a chart for people: four digits that matter.</summary>
    public string Format(double? value) => value is { } number ? Number(number * Factor) : "–";

    /// <summary>Four digits that matter, thousands apart.</summary>
    public static string Number(double value) => Math.Abs(value) switch
    {
        0 => "0",
        < 0.0001 => value.ToString("0.##e+0", CultureInfo.InvariantCulture),
        < 1 => value.ToString("0.####", CultureInfo.InvariantCulture),
        < 10 => value.ToString("0.###", CultureInfo.InvariantCulture),
        < 100 => value.ToString("0.##", CultureInfo.InvariantCulture),
        < 1000 => value.ToString("0.#", CultureInfo.InvariantCulture),
        < 1e15 => value.ToString("#,0", CultureInfo.InvariantCulture),
        _ => value.ToString("0.###e+0", CultureInfo.InvariantCulture),
    };

    /// <summary><c>{request}</c> is written <c>requests</c>, <c>%</c> stays what it is.</summary>
    private static string Words(string unit)
    {
        if (unit is not ['{', .. var word, '}'] || word.Length == 0)
        {
            return unit;
        }

        return word.EndsWith('s') ? word : word.EndsWith("ch", StringComparison.Ordinal) || word.EndsWith('x') ? $"{word}es" : word.EndsWith('y') && !word.EndsWith("ey", StringComparison.Ordinal) ? $"{word[..^1]}ies" : $"{word}s";
    }

    private static MetricUnit Of((double Size, string Text)[] sizes, double factor, double largest, string per)
    {
        // Minutes only where seconds would be hundreds of them.
        var chosen = largest == 0
            ? sizes.First(static size => size.Size == 1)
            : sizes.FirstOrDefault(size => Math.Abs(largest) * factor >= (size.Text == "min" ? 300 : size.Size), sizes[^1]);
        return new MetricUnit(factor / chosen.Size, chosen.Text + per);
    }
}
