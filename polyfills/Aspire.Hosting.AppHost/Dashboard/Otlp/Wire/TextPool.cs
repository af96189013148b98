using System.Runtime.InteropServices;
using System.Text;

namespace Aspire.Hosting.Dashboard.Otlp;

/// <summary>
/// Names and values that repeat become one string each. A table of fixed size without a lock: each text has one place for what was lately used again and
/// one for what is new, so that a stream of texts that never repeat does not push out those that do. Races lose an entry and nothing else.
/// </summary>
internal sealed class TextPool(int buckets)
{
    /// <summary>Longer texts seldom repeat, and would make the table's worst case large: 2 × buckets × 534 bytes.</summary>
    public const int LongestPooled = 256;

    private readonly string?[] _texts = new string?[2 * buckets];

    /// <param name="utf8">The text. Bytes that are no UTF-8 become U+FFFD.</param>
    /// <param name="allocated">Bytes of memory that the text newly takes; 0: the string was there.</param>
    public string Get(ReadOnlySpan<byte> utf8, out int allocated)
    {
        if (utf8.IsEmpty)
        {
            allocated = 0;
            return "";
        }

        if (utf8.Length > LongestPooled || !Ascii.IsValid(utf8))
        {
            return New(Encoding.UTF8.GetString(utf8), out allocated);
        }

        var place = (int)(Hash(utf8) % (uint)buckets) * 2;
        var used = _texts[place];
        if (used is not null && Ascii.Equals(utf8, used))
        {
            allocated = 0;
            return used;
        }

        var recent = _texts[place + 1];
        if (recent is not null && Ascii.Equals(utf8, recent))
        {
            _texts[place] = recent;
            _texts[place + 1] = used;
            allocated = 0;
            return recent;
        }

        return _texts[place + 1] = New(Encoding.ASCII.GetString(utf8), out allocated);
    }

    private static string New(string text, out int allocated)
    {
        allocated = 22 + 2 * text.Length;
        return text;
    }

    // Eight bytes a step; good enough for a table in which a clash costs one string.
    private static uint Hash(ReadOnlySpan<byte> utf8)
    {
        var hash = (ulong)utf8.Length * 0x9E3779B97F4A7C15;
        var words = MemoryMarshal.Cast<byte, ulong>(utf8);
        foreach (var word in words)
        {
            hash = (hash ^ word) * 0x9FB21C651E98DF25;
            hash ^= hash >> 32;
        }

        foreach (var rest in utf8[(words.Length * 8)..])
        {
            hash = (hash ^ rest) * 0x100000001B3;
        }

        return (uint)(hash ^ (hash >> 29));
    }
}
