using System.Buffers;
using System.Buffers.Binary;
using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace MyArch.Catalog.Items;

/// <summary>
/// Where a page of a list ends: the last item's id, and in a search its rank. A client passes it back as it got it; one that was changed, made up or taken
/// from another list is refused.
/// </summary>
/// <remarks>
/// The checksum has no secret in it: whoever forges one all the same, gets a page of the public list that begins somewhere else. It is there so that a
/// mistake is told and does not become a page out of nowhere.
/// </remarks>
internal sealed record ItemCursor(int Id, float Rank)
{
    private const byte Version = 1;
    private const int ChecksumAt = 9;
    private const int Length = 17;

    /// <summary>As text, for a list of what matches <paramref name="search"/> in <paramref name="category"/>.</summary>
    public string ToText(string? search, string? category)
    {
        Span<byte> bytes = stackalloc byte[Length];
        bytes[0] = Version;
        BinaryPrimitives.WriteInt32BigEndian(bytes[1..], Id);
        BinaryPrimitives.WriteSingleBigEndian(bytes[5..], Rank);
        Checksum(bytes[..ChecksumAt], search, category).CopyTo(bytes[ChecksumAt..]);
        return Base64Url.EncodeToString(bytes);
    }

    /// <summary>Reads what <see cref="ToText"/> has made for the same list.</summary>
    public static bool TryParse(string text, string? search, string? category, [NotNullWhen(true)] out ItemCursor? cursor)
    {
        cursor = null;
        Span<byte> bytes = stackalloc byte[Length];
        // Not TryDecodeFromChars: that throws for a character of another alphabet.
        if (text.Length != Base64Url.GetEncodedLength(Length) || Base64Url.DecodeFromChars(text, bytes, out _, out _) != OperationStatus.Done)
        {
            return false;
        }

        var read = new ItemCursor(BinaryPrimitives.ReadInt32BigEndian(bytes[1..]), BinaryPrimitives.ReadSingleBigEndian(bytes[5..]));
        // Written again and compared: there is one text only for each cursor, the checksum included.
        if (read.Id < 1 || !float.IsFinite(read.Rank) || read.ToText(search, category) != text)
        {
            return false;
        }

        cursor = read;
        return true;
    }

    private static ReadOnlySpan<byte> Checksum(ReadOnlySpan<byte> cursor, string? search, string? category) =>
        SHA256.HashData(Encoding.UTF8.GetBytes($"{Convert.ToHexString(cursor)}\n{category}\n{search}")).AsSpan(0, Length - ChecksumAt);
}
