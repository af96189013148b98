using System.Buffers;
using System.Buffers.Binary;
using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace MyArch.Media;

/// <summary>Where a page of a list ends, the newest first. A client passes it back as it got it; one that was changed, made up or taken from another list is refused.</summary>
/// <remarks>The checksum has no secret in it: it tells mistakes. Whoever forges one all the same gets a page of the public list that begins somewhere else.</remarks>
/// <param name="Id">The number of the last row.</param>
internal sealed record PageCursor(long Id)
{
    private const int ChecksumAt = 8;
    private const int Length = 14;

    /// <summary>As text, for the list of that name.</summary>
    public string ToText(string list)
    {
        Span<byte> bytes = stackalloc byte[Length];
        BinaryPrimitives.WriteInt64BigEndian(bytes, Id);
        SHA256.HashData(Encoding.UTF8.GetBytes($"{list}\n{Id}")).AsSpan(0, Length - ChecksumAt).CopyTo(bytes[ChecksumAt..]);
        return Base64Url.EncodeToString(bytes);
    }

    /// <summary>Reads what <see cref="ToText"/> has made for the same list.</summary>
    public static bool TryParse(string text, string list, [NotNullWhen(true)] out PageCursor? cursor)
    {
        cursor = null;
        Span<byte> bytes = stackalloc byte[Length];
        // Not TryDecodeFromChars: that throws for a character of another alphabet.
        if (text.Length != Base64Url.GetEncodedLength(Length) || Base64Url.DecodeFromChars(text, bytes, out _, out _) != OperationStatus.Done)
        {
            return false;
        }

        var read = new PageCursor(BinaryPrimitives.ReadInt64BigEndian(bytes));
        // Written again and compared: there is one text only for each cursor, the checksum included.
        if (read.ToText(list) != text)
        {
            return false;
        }

        cursor = read;
        return true;
    }
}
