namespace Aspire.Hosting.Dashboard.Otlp;

/// <summary>How many bytes of bodies are in memory.</summary>
internal sealed class OtlpTraffic
{
    private long _bytes;

    public long Bytes => Interlocked.Read(ref _bytes);

    /// <exception cref="OtlpRequestException">There is no room for more; nothing was added.</exception>
    public void Add(long bytes)
    {
        if (Interlocked.Add(ref _bytes, bytes) > OtlpLimits.MaxBytesUnderWay)
        {
            Remove(bytes);
            throw OtlpRequestException.Busy();
        }
    }

    public void Remove(long bytes) => Interlocked.Add(ref _bytes, -bytes);
}
