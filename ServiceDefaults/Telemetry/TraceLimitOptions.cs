using System.ComponentModel.DataAnnotations;

namespace MyArch.ServiceDefaults;

/// <summary>How much of a flood is traced, section <c>Telemetry</c>.</summary>
public sealed class TraceLimitOptions
{
    /// <summary>The configuration section that the options are bound to.</summary>
    public const string Section = "Telemetry";

    /// <summary>How many traces an instance begins per second at most; the requests beyond are served without spans. Metrics count all of them.</summary>
    /// <value>1 to 1,000,000; 1,000 by default: more than anyone looks at, and a tenth of the time that tracing everything takes on a laptop under full load.</value>
    [Range(1, 1_000_000, ErrorMessage = "must be between 1 and 1,000,000")]
    public int MaxTracesPerSecond { get; set; } = 1000;
}
