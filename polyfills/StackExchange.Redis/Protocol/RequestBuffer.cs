using System.Buffers.Text;
using System.Text;

namespace StackExchange.Redis.Protocol;

/// <summary>
/// Encodes one command as the array of bulk strings that Redis reads. Each thread has one and uses it again, so that a command costs no
/// allocation here and no lock is held while it is encoded.
/// </summary>
internal sealed class RequestBuffer
{
    private const int InitialSize = 1024;

    /// <summary>A thread that once sent something large does not keep the memory.</summary>
    private const int LargestKept = 64 * 1024;

    [ThreadStatic]
    private static RequestBuffer? s_ofThread;

    private byte[] _bytes = new byte[InitialSize];
    private int _length;
    private int _missing;

    public string Command { get; private set; } = "";

    public ReadOnlySpan<byte> Written => _missing == 0
        ? _bytes.AsSpan(0, _length)
        : throw new InvalidOperationException($"{Command} was announced with {_missing} more arguments.");

    /// <summary>Begins a command of this many arguments. What the thread encoded before is gone.</summary>
    public static RequestBuffer Start(string command, int arguments)
    {
        var buffer = s_ofThread ??= new RequestBuffer();
        if (buffer._bytes.Length > LargestKept)
        {
            buffer._bytes = new byte[InitialSize];
        }

        buffer._length = 0;
        buffer._missing = arguments + 1;
        buffer.Command = command;
        buffer.Header((byte)'*', arguments + 1);
        return buffer.Text(command);
    }

    public RequestBuffer Key(RedisKey key)
    {
        if (key.IsNull)
        {
            throw new ArgumentException("A null key is not valid in this context", nameof(key));
        }

        var length = key.GetByteCount();
        Header((byte)'$', length);
        key.CopyTo(Reserve(length));
        return Finish(length);
    }

    public RequestBuffer Value(RedisValue value)
    {
        if (value.IsNull)
        {
            throw new ArgumentException("A null value is not valid in this context", nameof(value));
        }

        var length = value.GetByteCount();
        Header((byte)'$', length);
        value.CopyTo(Reserve(length));
        return Finish(length);
    }

    public RequestBuffer Text(string text)
    {
        var length = Encoding.UTF8.GetByteCount(text);
        Header((byte)'$', length);
        Encoding.UTF8.GetBytes(text, Reserve(length));
        return Finish(length);
    }

    public RequestBuffer Number(long number) => Value(number);

    /// <summary>Gives back the memory of a large command as soon as it is sent.</summary>
    public void Release()
    {
        if (_bytes.Length > LargestKept)
        {
            _bytes = new byte[InitialSize];
        }
    }

    private void Header(byte kind, int number)
    {
        var span = Reserve(RedisValue.MaxNumberLength);
        span[0] = kind;
        Utf8Formatter.TryFormat(number, span[1..], out var digits);
        span[digits + 1] = (byte)'\r';
        span[digits + 2] = (byte)'\n';
        _length += digits + 3;
    }

    private RequestBuffer Finish(int length)
    {
        _length += length;
        "\r\n"u8.CopyTo(Reserve(2));
        _length += 2;
        _missing--;
        return this;
    }

    private Span<byte> Reserve(int length)
    {
        if (_bytes.Length - _length < length)
        {
            Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, checked(_length + length + RedisValue.MaxNumberLength)));
        }

        return _bytes.AsSpan(_length);
    }
}
