using System.Buffers;
using System.Buffers.Binary;

namespace MyArch.Media.Formats;

/// <summary>Goes through a file from its beginning to its end, with a buffer of one size. Whoever wants more than there is gets a <see cref="DamagedPictureException"/>.</summary>
internal sealed class ByteCursor : IDisposable
{
    private const int BufferSize = 65_536;

    private readonly Stream _file;
    private readonly byte[] _buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
    private int _start;
    private int _end;

    public ByteCursor(Stream file)
    {
        _file = file;
        Length = file.Length;
        file.Position = 0;
    }

    /// <summary>The file's bytes.</summary>
    public long Length { get; }

    /// <summary>The next byte's place.</summary>
    public long Position { get; private set; }

    /// <summary>How many bytes are left.</summary>
    public long Left => Length - Position;

    /// <summary>The next bytes, which stay the next ones; fewer at the end of the file.</summary>
    public ReadOnlySpan<byte> Peek(int count)
    {
        Fill(count);
        return _buffer.AsSpan(_start, Math.Min(count, _end - _start));
    }

    /// <summary>The next bytes, up to the buffer's size, valid until the next call.</summary>
    public ReadOnlySpan<byte> Take(int count)
    {
        if (count > Left)
        {
            throw Ended();
        }

        Fill(count);
        if (_end - _start < count)
        {
            throw Ended();
        }

        var taken = _buffer.AsSpan(_start, count);
        Advance(count);
        return taken;
    }

    /// <summary>The next bytes, as many as are in the buffer, and at most so many; at least one.</summary>
    public ReadOnlySpan<byte> TakeSome(long most)
    {
        Fill(1);
        var count = (int)Math.Min(_end - _start, most);
        return count == 0 ? throw Ended() : Take(count);
    }

    public byte U8() => Take(1)[0];

    public ushort U16() => BinaryPrimitives.ReadUInt16BigEndian(Take(2));

    public uint U32() => BinaryPrimitives.ReadUInt32BigEndian(Take(4));

    public ushort U16Little() => BinaryPrimitives.ReadUInt16LittleEndian(Take(2));

    public int U24Little() => Take(3) is var bytes ? bytes[0] | (bytes[1] << 8) | (bytes[2] << 16) : 0;

    public uint U32Little() => BinaryPrimitives.ReadUInt32LittleEndian(Take(4));

    /// <summary>Leaves so many bytes out.</summary>
    public void Skip(long count)
    {
        if (count > Left)
        {
            throw Ended();
        }

        var buffered = (int)Math.Min(count, _end - _start);
        Advance(buffered);
        if (count > buffered)
        {
            Position += count - buffered;
            _file.Position = Position;
            (_start, _end) = (0, 0);
        }
    }

    /// <summary>Goes to the next byte of that value.</summary>
    public void SkipTo(byte value)
    {
        while (true)
        {
            Fill(1);
            var buffered = _buffer.AsSpan(_start, _end - _start);
            if (buffered.IsEmpty)
            {
                throw Ended();
            }

            var at = buffered.IndexOf(value);
            Advance(at < 0 ? buffered.Length : at);
            if (at >= 0)
            {
                return;
            }
        }
    }

    public void Dispose() => ArrayPool<byte>.Shared.Return(_buffer);

    private static DamagedPictureException Ended() => new("It ends before it should: it was cut off, or a length in it is wrong.");

    private void Advance(int count)
    {
        _start += count;
        Position += count;
    }

    // Gets so many bytes into the buffer, if there are so many.
    private void Fill(int count)
    {
        if (_end - _start >= count)
        {
            return;
        }

        _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
        (_start, _end) = (0, _end - _start);
        _end += _file.ReadAtLeast(_buffer.AsSpan(_end, BufferSize - _end), count - _end, throwOnEndOfStream: false);
    }
}
