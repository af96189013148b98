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
            var next = style;
            var read = line[at] switch
            {
                Escape => ReadEscape(line[at..], ref next),
                EightBitControlSequence => 1 + ReadControlSequence(line[(at + 1)..], ref next),
                _ => 0,
            };
            if (read == 0)
            {
                if (line[at] == '\t' || !char.IsControl(line[at]))
                {
                    piece.Append(line[at]);
                }

                at++;
                continue;
            }

            at += read;
            if (next != style)
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
        if (line.AsSpan().IndexOfAny(Escape, EightBitControlSequence) < 0 && !line.AsSpan().ContainsAnyInRange('\0', '\u001f'))
        {
            return line;
        }

        var plain = new StringBuilder(line.Length);
        Read(line, (text, _) => plain.Append(text));
        return plain.ToString();
    }

    private static void Flush(StringBuilder piece, ConsoleStyle style, Action<string, ConsoleStyle> text)
    {
        if (piece.Length > 0)
        {
            text(piece.ToString(), style);
            piece.Clear();
        }
    }

    /// <returns>How many characters the sequence has, at least 1.</returns>
    private static int ReadEscape(ReadOnlySpan<char> rest, ref ConsoleStyle style) => rest.Length < 2 ? rest.Length : rest[1] switch
    {
        '[' => 2 + ReadControlSequence(rest[2..], ref style),
        // Titles, links and the like, and what only special terminals know: up to their end.
        ']' or 'P' or 'X' or '^' or '_' => 2 + LengthOfString(rest[2..]),
        // Intermediate characters, then a final one.
        >= ' ' and <= '/' => Math.Min(rest.Length, 3),
        _ => 2,
    };

    private static int ReadControlSequence(ReadOnlySpan<char> rest, ref ConsoleStyle style)
    {
        var end = rest.IndexOfAnyExceptInRange(' ', '?');
        if (end < 0)
        {
            return rest.Length;
        }

        if (rest[end] == 'm')
        {
            style = style.After(rest[..end]);
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
