using System.Buffers;
using System.Numerics;

namespace Aspire.Hosting.Dashboard.Otlp;

/// <summary>Bytes that grow as they come, in a buffer of the shared pool. Counted against what may be under way in all.</summary>
internal sealed class OtlpBody(OtlpTraffic traffic) : IDisposable
{
    /// <summary>A batch of an exporter mostly fits; growing costs a copy.</summary>
    private const int FirstBuffer = 64 << 10;

    /// <summary>What a sender only announces takes no more than this.</summary>
    private const int LargestFirstBuffer = 1 << 20;

    private byte[] _buffer = [];
    private int _length;
    private int _counted;

    public ReadOnlySpan<byte> Bytes => _buffer.AsSpan(0, _length);

    /// <summary>The same, for a stream to unzip.</summary>
    public MemoryStream ToStream() => new(_buffer, 0, _length, writable: false);

    /// <summary>Reads to the end.</summary>
    /// <param name="source">Where the bytes come from.</param>
    /// <param name="expected">How many, if that is known.</param>
    /// <exception cref="OtlpRequestException">They are too many.</exception>
    public async Task ReadAsync(Stream source, long? expected, CancellationToken cancellationToken)
    {
        if (expected > OtlpLimits.MaxBodyBytes)
        {
            throw OtlpRequestException.TooLarge();
        }

        // One byte more than expected, so that the end is seen without growing.
        Grow((int)Math.Min(expected + 1 ?? FirstBuffer, LargestFirstBuffer));
        while (true)
        {
            var read = await source.ReadAsync(_buffer.AsMemory(_length), cancellationToken);
            if (read == 0)
            {
                return;
            }

            _length += read;
            if (_length > OtlpLimits.MaxBodyBytes)
            {
                throw OtlpRequestException.TooLarge();
            }

            if (_length == _buffer.Length)
            {
                Grow(2 * _length);
            }
        }
    }

    private void Grow(int capacity)
    {
        // As the pool rounds; the new one is counted while the old one is still there.
        capacity = (int)BitOperations.RoundUpToPowerOf2((uint)capacity);
        traffic.Add(capacity);
        var buffer = ArrayPool<byte>.Shared.Rent(capacity);
        Bytes.CopyTo(buffer);
        Release();
        (_buffer, _counted) = (buffer, capacity);
    }

    private void Release()
    {
        if (_buffer.Length > 0)
        {
            traffic.Remove(_counted);
            ArrayPool<byte>.Shared.Return(_buffer);
            (_buffer, _counted) = ([], 0);
        }
    }

    public void Dispose() => Release();
}
