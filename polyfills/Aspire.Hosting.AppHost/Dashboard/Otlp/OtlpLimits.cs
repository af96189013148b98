namespace Aspire.Hosting.Dashboard.Otlp;

/// <summary>What a sender may ask of the receiver.</summary>
internal static class OtlpLimits
{
    /// <summary>A request's body, also after unzipping: 32 MB, far above what exporters send (512 spans are about 300 kB).</summary>
    public const int MaxBodyBytes = 32_000_000;

    /// <summary>Bodies of all requests that are under way together; beyond it senders are asked to come back.</summary>
    public const long MaxBytesUnderWay = 128_000_000;

    /// <summary>When they are asked to come back, in seconds.</summary>
    public const int RetryAfterSeconds = 1;
}
