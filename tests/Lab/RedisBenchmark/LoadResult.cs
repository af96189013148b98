namespace MyArch.Lab.RedisBenchmark;

/// <summary>What a number of callers got done, and how long they waited.</summary>
internal sealed record LoadResult(double PerSecond, TimeSpan Median, TimeSpan Slowest1Percent, double BytesPerCommand);
