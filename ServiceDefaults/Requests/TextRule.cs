using System.Buffers;
using System.Text;

namespace MyArch.ServiceDefaults;

/// <summary>What a text that people write must be like. Each rule gives the rest of a sentence that begins with the member's name, or null if the text is good.</summary>
public static class TextRule
{
    private const string NoCharacter = "must not have code points that are no characters";

    /// <summary>One line that says something.</summary>
    public static string? Line(string text, int longest) =>
        string.IsNullOrWhiteSpace(text) ? "must not be empty"
        : text.Length > longest ? $"must have at most {longest} characters"
        : text.Any(char.IsControl) ? "must not have control characters"
        : HasNoCharacter(text) ? NoCharacter
        : null;

    /// <summary>Any number of lines.</summary>
    public static string? Lines(string text, int longest) =>
        text.Length > longest ? $"must have at most {longest} characters"
        : text.Any(static c => char.IsControl(c) && c is not ('\n' or '\r' or '\t')) ? "must not have control characters other than line breaks and tabs"
        : HasNoCharacter(text) ? NoCharacter
        : null;

    /// <summary>Something that a letter could be sent to. Whether it arrives, only sending one tells.</summary>
    public static string? Email(string text) =>
        Line(text, 254) ?? (text.Any(char.IsWhiteSpace) || text.IndexOf('@') is var at && (at < 1 || at == text.Length - 1 || text.IndexOf('@', at + 1) >= 0)
            ? "must be an e-mail address, such as ada@example.org"
            : null);

    /// <summary>An id that another service has made: 1 to 64 letters, digits, hyphens and underscores.</summary>
    public static bool IsId(string text) => text.Length is >= 1 and <= 64 && text.All(static c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');

    // Halves of surrogate pairs, and what Unicode has set apart as never to be a character (23.7, Noncharacters): such a text can be neither compared nor taken apart.
    private static bool HasNoCharacter(string text)
    {
        for (var rest = text.AsSpan(); !rest.IsEmpty;)
        {
            if (Rune.DecodeFromUtf16(rest, out var point, out var length) != OperationStatus.Done || (point.Value & 0xFFFE) == 0xFFFE || point.Value is >= 0xFDD0 and <= 0xFDEF)
            {
                return true;
            }

            rest = rest[length..];
        }

        return false;
    }
}
