using System.Buffers;

namespace MyArch.Gateway.Forwarding;

/// <summary>
/// A request body that is passed on as it arrives and remembered up to a limit, so that it can be read from the start again. Nothing waits for the
/// body to be complete, and a second reading goes on with what the client had not sent yet.
/// </summary>
internal sealed class ReplayableBody(Stream source, int limit) : Stream
{
    private byte[]? _kept;
    private int _length;
    private int _position;
    private bool _overflowed;
    private bool _failed;

    /// <summary>Whether all that was read so far is still known.</summary>
    public bool CanReplay => !_overflowed && !_failed;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    /// <summary>Starts again from the first byte.</summary>
    public void Rewind() => _position = CanReplay ? 0 : throw new InvalidOperationException("The body was longer than what is kept.");

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_position < _length && !_overflowed)
        {
            var again = Math.Min(buffer.Length, _length - _position);
            _kept.AsMemory(_position, again).CopyTo(buffer);
            _position += again;
            return again;
        }

        try
        {
            var read = await source.ReadAsync(buffer, cancellationToken);
            Keep(buffer.Span[..read]);
            return read;
        }
        catch
        {
            _failed = true;
            throw;
        }
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush()
    {
    }

    protected override void Dispose(bool disposing)
    {
        Release();
        base.Dispose(disposing);
    }

    private void Keep(ReadOnlySpan<byte> read)
    {
        if (_overflowed || read.IsEmpty)
        {
            return;
        }

        if (_length + read.Length > limit)
        {
            _overflowed = true;
            Release();
            return;
        }

        _kept ??= ArrayPool<byte>.Shared.Rent(limit);
        read.CopyTo(_kept.AsSpan(_length));
        _length += read.Length;
        _position = _length;
    }

    private void Release()
    {
        if (Interlocked.Exchange(ref _kept, null) is { } kept)
        {
            ArrayPool<byte>.Shared.Return(kept);
        }
    }
}
