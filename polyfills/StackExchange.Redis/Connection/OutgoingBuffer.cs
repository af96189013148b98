using System.Buffers;

namespace StackExchange.Redis.Connection;

/// <summary>
/// Two buffers that change places: callers append to one while the other is being written to the socket, so that what many callers send in
/// the meantime leaves in one write. The owner's lock guards it.
/// </summary>
internal sealed class OutgoingBuffer
{
    private const int InitialSize = 16 * 1024;

    /// <summary>A buffer that once held something large is given back.</summary>
    private const int LargestKept = 256 * 1024;

    private byte[] _filling = ArrayPool<byte>.Shared.Rent(InitialSize);
    private byte[]? _spare;

    /// <summary>How many bytes wait.</summary>
    public int Length { get; private set; }

    public void Append(ReadOnlySpan<byte> bytes)
    {
        var needed = checked(Length + bytes.Length);
        if (needed > _filling.Length)
        {
            var larger = ArrayPool<byte>.Shared.Rent(Math.Max(needed, _filling.Length * 2));
            _filling.AsSpan(0, Length).CopyTo(larger);
            ArrayPool<byte>.Shared.Return(_filling);
            _filling = larger;
        }

        bytes.CopyTo(_filling.AsSpan(Length));
        Length = needed;
    }

    /// <summary>Hands out what waits, to be given back with <see cref="Recycle"/>.</summary>
    public ArraySegment<byte> Take()
    {
        var full = new ArraySegment<byte>(_filling, 0, Length);
        _filling = _spare ?? ArrayPool<byte>.Shared.Rent(InitialSize);
        _spare = null;
        Length = 0;
        return full;
    }

    public void Recycle(byte[] written)
    {
        if (_spare is null && written.Length <= LargestKept)
        {
            _spare = written;
        }
        else
        {
            ArrayPool<byte>.Shared.Return(written);
        }
    }
}
