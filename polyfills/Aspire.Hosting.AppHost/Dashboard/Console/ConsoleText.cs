using System.Buffers;
using System.Text;

namespace Aspire.Hosting.Dashboard.Console;

/// <summary>A line of a terminal, taken apart: text, and how it looks. Everything else that can be said to a terminal is dropped.</summary>
internal static class ConsoleText
{
    private const char Escape = '\e';
    private const char Bell = '\a';
    private const char EightBitControlSequence = '\u009b';

    /// <summary>Calls back for each piece of text that looks the same. A line begins plain, whatever the line before it said.</summary>
    public static void Read(ReadOnlySpan<char> line, Action<string, ConsoleStyle> text)
    {
        var style = ConsoleStyle.Plain;
        var piece = new StringBuilder();
        for (var at = 0; at < line.Length;)
        {
            var length = LengthOfSequence(line[at..], out var look);
            if (length == 0)
            {
                if (IsText(line[at]))
                {
                    piece.Append(line[at]);
                }

                at++;
                continue;
            }

            at += length;
            if (look >= 0 && style.After(line[(at - 1 - look)..(at - 1)]) is var next && next != style)
            {
                Flush(piece, style, text);
                style = next;
            }
        }

        Flush(piece, style, text);
    }

    /// <summary>The text alone.</summary>
    public static string Plain(string line)
    {
        if (IsPlain(line))
        {
            return line;
        }

        var plain = ArrayPool<char>.Shared.Rent(line.Length);
        var text = new string(plain.AsSpan(0, Strip(line, plain)));
        ArrayPool<char>.Shared.Return(plain);
        return text;
    }

    /// <summary>Whether a text is in what people read of the line, whatever its case.</summary>
    public static bool Contains(ReadOnlySpan<char> line, string text)
    {
        if (IsPlain(line))
        {
            return line.Contains(text, StringComparison.OrdinalIgnoreCase);
        }

        var plain = ArrayPool<char>.Shared.Rent(line.Length);
        var isFound = plain.AsSpan(0, Strip(line, plain)).Contains(text, StringComparison.OrdinalIgnoreCase);
        ArrayPool<char>.Shared.Return(plain);
        return isFound;
    }

    /// <returns>How many characters are left.</returns>
    private static int Strip(ReadOnlySpan<char> line, Span<char> plain)
    {
        var count = 0;
        for (var at = 0; at < line.Length;)
        {
            var length = LengthOfSequence(line[at..], out _);
            if (length == 0 && IsText(line[at]))
            {
                plain[count++] = line[at];
            }

            at += Math.Max(1, length);
        }

        return count;
    }

    /// <summary>Without control characters, those of 8 bits among them (ECMA-48, "C1"), there is nothing to take away.</summary>
    private static bool IsPlain(ReadOnlySpan<char> line) => !line.ContainsAnyInRange('\0', '\u001f') && !line.ContainsAnyInRange('\u007f', '\u009f');

    private static bool IsText(char letter) => letter == '\t' || !char.IsControl(letter);

    private static void Flush(StringBuilder piece, ConsoleStyle style, Action<string, ConsoleStyle> text)
    {
        if (piece.Length > 0)
        {
            text(piece.ToString(), style);
            piece.Clear();
        }
    }

    /// <param name="rest">The line from here on.</param>
    /// <param name="look">How many characters before its last one say how the text after it looks; -1 when it says nothing of that.</param>
    /// <returns>How many characters the sequence has that begins here; 0 when none does.</returns>
    private static int LengthOfSequence(ReadOnlySpan<char> rest, out int look)
    {
        look = -1;
        return rest[0] switch
        {
            Escape => LengthOfEscape(rest, ref look),
            EightBitControlSequence => 1 + LengthOfControlSequence(rest[1..], ref look),
            _ => 0,
        };
    }

    private static int LengthOfEscape(ReadOnlySpan<char> rest, ref int look) => rest.Length < 2 ? rest.Length : rest[1] switch
    {
        '[' => 2 + LengthOfControlSequence(rest[2..], ref look),
        // Titles, links and the like, and what only special terminals know: up to their end.
        ']' or 'P' or 'X' or '^' or '_' => 2 + LengthOfString(rest[2..]),
        // Intermediate characters, then a final one.
        >= ' ' and <= '/' => Math.Min(rest.Length, 3),
        _ => 2,
    };

    private static int LengthOfControlSequence(ReadOnlySpan<char> rest, ref int look)
    {
        var end = rest.IndexOfAnyExceptInRange(' ', '?');
        if (end < 0)
        {
            return rest.Length;
        }

        if (rest[end] == 'm')
        {
            look = end;
        }

        // A final character belongs to the sequence; anything else breaks it off.
        return rest[end] is >= '@' and <= '~' ? end + 1 : end;
    }

    private static int LengthOfString(ReadOnlySpan<char> rest)
    {
        for (var at = 0; at < rest.Length; at++)
        {
            if (rest[at] is Bell or '\u009c')
            {
                return at + 1;
            }

            if (rest[at] == Escape)
            {
                return at + (at + 1 < rest.Length && rest[at + 1] == '\\' ? 2 : 0);
            }
        }

        return rest.Length;
    }
}
