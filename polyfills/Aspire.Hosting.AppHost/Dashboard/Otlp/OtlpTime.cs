namespace Aspire.Hosting.Dashboard.Otlp;

/// <summary>OTLP's times: unsigned nanoseconds since 1970, which reach the year 2554; a <see cref="DateTime"/> holds them all, in steps of 100 ns.</summary>
internal static class OtlpTime
{
    public static DateTime ToDateTime(ulong unixNanoseconds) => DateTime.UnixEpoch.AddTicks((long)(unixNanoseconds / TimeSpan.NanosecondsPerTick));

    /// <summary>Zero for an end before the start.</summary>
    public static TimeSpan Between(ulong start, ulong end) => end <= start ? TimeSpan.Zero : new((long)((end - start) / TimeSpan.NanosecondsPerTick));
}
