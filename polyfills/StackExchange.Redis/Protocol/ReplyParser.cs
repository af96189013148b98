using System.Buffers.Text;

namespace StackExchange.Redis.Protocol;

/// <summary>
/// Reads answers (RESP2) from whatever pieces the network delivers. Large bulks are filled as their bytes come and nothing is looked at twice,
/// but for a line whose end is still missing. Strict: anything that is not the protocol ends the connection, because guessing could pair an
/// answer with the wrong question. Not for use by several threads at once, nor after a <see cref="ProtocolException"/>.
/// </summary>
/// <param name="maxAnswerBytes">How much memory one answer may take, its items included.</param>
internal sealed class ReplyParser(long maxAnswerBytes)
{
    /// <summary>Errors of scripts are the longest lines, and far shorter.</summary>
    public const int MaxLineLength = 64 * 1024;

    /// <summary>Redis itself nests a handful deep; scripts can go deeper.</summary>
    public const int MaxDepth = 128;

    /// <summary>The kind, a sign and the digits of the largest number.</summary>
    private const int MaxNumberLine = 21;

    /// <summary>What is allocated at once on the word of a header; more only as the bytes come.</summary>
    private const int MaxTrustedBytes = 1024 * 1024;

    private const int MaxTrustedItems = 1024;
    private const int ItemCost = 32;

    private static readonly byte[] Ok = [.. "OK"u8];
    private static readonly byte[] Pong = [.. "PONG"u8];

    private readonly Stack<(Reply[] Items, int Filled, int Length)> _open = new();
    private byte[]? _bulk;
    private int _bulkFilled;
    private int _bulkLength;
    private long _cost;

    /// <summary>Reads the next answer.</summary>
    /// <param name="data">What is there; what was understood is cut off, the rest belongs in front of what comes next.</param>
    /// <param name="reply">The answer.</param>
    /// <returns>Whether there was a whole one.</returns>
    /// <exception cref="ProtocolException">This is not the Redis protocol.</exception>
    public bool TryRead(ref ReadOnlySpan<byte> data, out Reply reply)
    {
        while (TryReadPart(ref data, out var part))
        {
            if (part is { } complete && TryPlace(complete, out reply))
            {
                _cost = 0;
                return true;
            }
        }

        reply = default;
        return false;
    }

    /// <summary>Puts a value where it belongs; true if that completes the whole answer.</summary>
    private bool TryPlace(Reply value, out Reply answer)
    {
        while (_open.TryPop(out var array))
        {
            var items = array.Items;
            if (array.Filled == items.Length)
            {
                Array.Resize(ref items, (int)Math.Min(array.Length, items.Length * 2L));
            }

            items[array.Filled] = value;
            if (array.Filled + 1 < array.Length)
            {
                _open.Push((items, array.Filled + 1, array.Length));
                answer = default;
                return false;
            }

            value = Reply.Array(items);
        }

        answer = value;
        return true;
    }

    /// <summary>Reads a line or the rest of a bulk. A part of null was the head of something that follows.</summary>
    private bool TryReadPart(ref ReadOnlySpan<byte> data, out Reply? part)
    {
        part = null;
        if (_bulk is not null)
        {
            return TryFillBulk(ref data, out part);
        }

        if (data.IsEmpty)
        {
            return false;
        }

        var kind = data[0];
        if (!TryReadLine(ref data, kind, out var line))
        {
            return false;
        }

        part = kind switch
        {
            (byte)'+' => Reply.SimpleString(Shared(line)),
            (byte)'-' => Reply.Error(line.ToArray()),
            (byte)':' => Reply.Integer(Number(line)),
            (byte)'$' => StartBulk(Number(line)),
            _ => StartArray(Number(line)),
        };
        return true;
    }

    private static bool TryReadLine(ref ReadOnlySpan<byte> data, byte kind, out ReadOnlySpan<byte> line)
    {
        var maxLength = kind switch
        {
            (byte)'+' or (byte)'-' => MaxLineLength,
            (byte)':' or (byte)'$' or (byte)'*' => MaxNumberLine,
            _ => throw new ProtocolException($"An answer cannot begin with the byte 0x{kind:X2}."),
        };
        line = default;
        var end = data.IndexOfAny((byte)'\r', (byte)'\n');
        if (end > maxLength || (end < 0 && data.Length > maxLength))
        {
            throw new ProtocolException($"A line is longer than {maxLength} bytes.");
        }

        if (end < 0 || (end == data.Length - 1 && data[end] == '\r'))
        {
            return false;
        }

        if (data[end] != '\r' || data[end + 1] != '\n')
        {
            throw new ProtocolException("A line ends with half a line break.");
        }

        line = data[1..end];
        data = data[(end + 2)..];
        return true;
    }

    private static byte[] Shared(ReadOnlySpan<byte> line) =>
        line.SequenceEqual(Ok) ? Ok : line.SequenceEqual(Pong) ? Pong : line.ToArray();

    private static long Number(ReadOnlySpan<byte> line) =>
        !line.IsEmpty && line[0] != '+' && Utf8Parser.TryParse(line, out long number, out var used) && used == line.Length
            ? number
            : throw new ProtocolException("A number is expected, and something else came.");

    private Reply? StartBulk(long length)
    {
        if (length == -1)
        {
            return Reply.Bulk(bytes: null);
        }

        Account(length);
        _bulkLength = (int)length;
        _bulkFilled = 0;
        _bulk = length == 0 ? [] : GC.AllocateUninitializedArray<byte>(Math.Min(_bulkLength, MaxTrustedBytes));
        return null;
    }

    private bool TryFillBulk(ref ReadOnlySpan<byte> data, out Reply? part)
    {
        part = null;
        while (_bulkFilled < _bulkLength && !data.IsEmpty)
        {
            if (_bulkFilled == _bulk!.Length)
            {
                var larger = GC.AllocateUninitializedArray<byte>((int)Math.Min(_bulkLength, _bulk.Length * 2L));
                _bulk.CopyTo(larger, 0);
                _bulk = larger;
            }

            var count = Math.Min(_bulk.Length - _bulkFilled, data.Length);
            data[..count].CopyTo(_bulk.AsSpan(_bulkFilled));
            data = data[count..];
            _bulkFilled += count;
        }

        if (_bulkFilled < _bulkLength || data.Length < 2)
        {
            return false;
        }

        if (data[0] != '\r' || data[1] != '\n')
        {
            throw new ProtocolException("A bulk is longer than it said.");
        }

        data = data[2..];
        part = Reply.Bulk(_bulk);
        _bulk = null;
        return true;
    }

    private Reply? StartArray(long length)
    {
        if (length == -1)
        {
            return Reply.Array(items: null);
        }

        Account(length, ItemCost);
        if (length == 0)
        {
            return Reply.Array([]);
        }

        if (_open.Count == MaxDepth)
        {
            throw new ProtocolException($"An answer is nested more than {MaxDepth} deep.");
        }

        _open.Push((new Reply[Math.Min(length, MaxTrustedItems)], 0, (int)length));
        return null;
    }

    private void Account(long count, int cost = 1)
    {
        if (count < 0 || count > (maxAnswerBytes - _cost) / cost || count > Array.MaxLength)
        {
            throw new ProtocolException($"An answer says that it is larger than {maxAnswerBytes} bytes.");
        }

        _cost += count * cost;
    }
}
