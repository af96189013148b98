using System.Text;

namespace Aspire.Hosting.Engine.Processes;

/// <summary>Reads a child's output line by line, with bounded memory whatever the child writes.</summary>
internal static class OutputLines
{
    /// <summary>A longer line is handed on in pieces of this many bytes.</summary>
    public const int LongestLine = 64 * 1024;

    private const int LongestUtf8Sequence = 4;

    /// <summary>Hands every line to <paramref name="output"/>, without its end, until the stream ends. Bytes that are no UTF-8 become replacement characters.</summary>
    public static async Task PumpAsync(Stream stream, Action<string> output, CancellationToken cancellationToken)
    {
        var buffer = new byte[LongestLine];
        var held = 0;
        while (true)
        {
            var count = await stream.ReadAsync(buffer.AsMemory(held), cancellationToken);
            if (count == 0)
            {
                break;
            }

            // Only what has just been read can hold a new end of line.
            held = Emit(buffer, held + count, searchFrom: held, output);
        }

        if (held > 0)
        {
            output(Encoding.UTF8.GetString(buffer, 0, held));
        }
    }

    /// <summary>Emits the complete lines and moves the rest to the front of the buffer.</summary>
    /// <returns>How many bytes are left in the buffer, always fewer than it can hold.</returns>
    private static int Emit(byte[] buffer, int held, int searchFrom, Action<string> output)
    {
        var start = 0;
        int length;
        while ((length = buffer.AsSpan(searchFrom, held - searchFrom).IndexOf((byte)'\n')) >= 0)
        {
            var end = searchFrom + length;
            var line = buffer.AsSpan(start, end - start);
            output(Encoding.UTF8.GetString(line is [.. var text, (byte)'\r'] ? text : line));
            start = searchFrom = end + 1;
        }

        var rest = buffer.AsSpan(start, held - start);
        if (rest.Length == buffer.Length)
        {
            var piece = WholeCharacters(rest);
            output(Encoding.UTF8.GetString(rest[..piece]));
            rest = rest[piece..];
        }

        rest.CopyTo(buffer);
        return rest.Length;
    }

    /// <summary>The length of the longest prefix that does not end inside a character.</summary>
    private static int WholeCharacters(ReadOnlySpan<byte> bytes)
    {
        for (var back = 1; back < LongestUtf8Sequence; back++)
        {
            var last = bytes[^back];
            if ((last & 0b1100_0000) != 0b1000_0000)
            {
                return last >= 0b1100_0000 ? bytes.Length - back : bytes.Length;
            }
        }

        return bytes.Length;
    }
}
