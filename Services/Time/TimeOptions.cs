using System.ComponentModel.DataAnnotations;

namespace MyArch.Time;

/// <summary>What can be set, section <c>Time</c>.</summary>
internal sealed class TimeOptions
{
    /// <summary>The configuration section that the options are bound to.</summary>
    public const string Section = "Time";

    /// <summary>How many streams one instance serves at once; beyond it, a new one is refused with 503 and clients try again.</summary>
    /// <value>1 to 1,000,000. The default is 20,000: three instances hold 60,000, and one alone still holds the 10,000 that a load test opens.</value>
    [Range(1, 1_000_000, ErrorMessage = "must be between 1 and 1000000: it bounds the memory that streams take")]
    public int MaxStreams { get; set; } = 20_000;
}
