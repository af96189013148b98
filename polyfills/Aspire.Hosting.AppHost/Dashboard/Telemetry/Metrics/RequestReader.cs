using System.Globalization;

namespace Aspire.Hosting.Dashboard.Telemetry.Metrics;

/// <summary>Sums up the requests that a resource has answered, or else the messages that it has processed. https://opentelemetry.io/docs/specs/semconv/http/http-metrics/</summary>
internal static class RequestReader
{
    /// <summary>The instruments, the first one that has counted anything is taken. Both are in seconds.</summary>
    public static readonly string[] Instruments = ["http.server.request.duration", "messaging.process.duration"];

    private static readonly double[] P95 = [0.95];

    /// <summary>What an instrument says of a window; null if its series have not lived in it.</summary>
    public static (RequestSummary Summary, long Count)? Read(InstrumentStore instrument, TimeSpan window, long until)
    {
        var index = Resolution.For(window);
        var resolution = Resolution.All[index];
        var untilSlot = resolution.SlotOf(until);
        var fromSlot = untilSlot - (long)Math.Ceiling(window.TotalSeconds / resolution.Seconds);
        var all = new BucketSum(fromSlot, untilSlot);
        long failed = 0;
        var since = long.MaxValue;
        foreach (var series in instrument.Series.OfType<HistogramSeries>())
        {
            if (resolution.SlotOf(series.AliveUntil) < fromSlot)
            {
                continue;
            }

            since = Math.Min(since, series.FirstSeen);
            var before = all.Distribution.Count;
            series.At(index).Read(fromSlot, untilSlot, instrument.Layouts, ref all);
            failed += IsError(series.Attributes) ? all.Distribution.Count - before : 0;
        }

        if (since == long.MaxValue)
        {
            return null;
        }

        // The time that a young resource has lived, so that its rate is not too small.
        var length = untilSlot - fromSlot;
        var seconds = resolution.Seconds * Math.Clamp(untilSlot - resolution.SlotOf(since), 1d, length);
        var count = all.Distribution.Count;
        var p95 = all.Distribution.Quantiles(P95)[0] ?? 0;
        return (new RequestSummary(count / seconds, count == 0 ? 0 : failed / (double)count, TimeSpan.FromSeconds(Math.Clamp(p95, 0, 1e9))), count);
    }

    private static bool IsError(TelemetryAttributes attributes)
    {
        if (attributes.TryGet("error.type", out _))
        {
            return true;
        }

        return attributes.TryGet("http.response.status_code", out var status)
            && int.TryParse(status.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var code) && code >= 500;
    }
}
