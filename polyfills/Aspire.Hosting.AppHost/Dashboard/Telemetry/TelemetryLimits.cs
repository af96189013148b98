using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Configuration;

namespace Aspire.Hosting.Dashboard.Telemetry;

/// <summary>
/// How much telemetry is kept: configuration section <c>Dashboard:TelemetryLimits</c>. The keys <c>Max*Count</c> and <c>MaxAttributeLength</c> are those
/// of Aspire's dashboard; the ones in bytes and <c>MaxSpansPerTrace</c> are additions. What is over a limit goes, the oldest first, and is counted.
/// </summary>
internal sealed class TelemetryLimits
{
    public const string Section = "Dashboard:TelemetryLimits";

    /// <summary>Log records that are kept. Default 10,000.</summary>
    [Range(1, 1_000_000)]
    public int MaxLogCount { get; set; } = 10_000;

    /// <summary>Traces that are kept. Default 10,000.</summary>
    [Range(1, 1_000_000)]
    public int MaxTraceCount { get; set; } = 10_000;

    /// <summary>Spans that one trace holds; further ones are dropped. Default 10,000.</summary>
    [Range(1, 1_000_000)]
    public int MaxSpansPerTrace { get; set; } = 10_000;

    /// <summary>Processes (pairs of service name and instance id) that are known; the one not heard of for longest goes. Default 1,000.</summary>
    [Range(1, 100_000)]
    public int MaxResourceCount { get; set; } = 1_000;

    /// <summary>Attributes of one span, log record, event, link, scope or resource. Default 128.</summary>
    [Range(1, 1_000)]
    public int MaxAttributeCount { get; set; } = 128;

    /// <summary>Bytes (UTF-8) of a name or of a text or bytes value; the rest is cut off. A log's message may have four times as many. Default 4,096.</summary>
    [Range(16, 1 << 20)]
    public int MaxAttributeLength { get; set; } = 4_096;

    /// <summary>Events of one span, and links of one span. Default 128.</summary>
    [Range(1, 10_000)]
    public int MaxSpanEventCount { get; set; } = 128;

    /// <summary>Estimated bytes of all spans. Default 64 MiB.</summary>
    [Range(1L << 20, 1L << 36)]
    public long MaxTraceBytes { get; set; } = 64L << 20;

    /// <summary>Estimated bytes of all log records. Default 24 MiB.</summary>
    [Range(1L << 20, 1L << 36)]
    public long MaxLogBytes { get; set; } = 24L << 20;

    /// <summary>Estimated bytes of all metrics. Default 40 MiB.</summary>
    [Range(1L << 20, 1L << 36)]
    public long MaxMetricBytes { get; set; } = 40L << 20;

    /// <summary>Series of metrics (sets of attributes of an instrument of a resource) that are kept. Default 20,000.</summary>
    [Range(8, 1_000_000)]
    public int MaxMetricSeriesCount { get; set; } = 20_000;

    /// <exception cref="DistributedApplicationException">A value is no number or out of its range; the message names the key.</exception>
    public static TelemetryLimits Read(IConfiguration configuration)
    {
        var limits = new TelemetryLimits();
        try
        {
            configuration.GetSection(Section).Bind(limits);
            Validator.ValidateObject(limits, new ValidationContext(limits), validateAllProperties: true);
            return limits;
        }
        catch (Exception e) when (e is InvalidOperationException or ValidationException)
        {
            throw new DistributedApplicationException($"The dashboard cannot start: {Section}: {e.Message}", e);
        }
    }
}
