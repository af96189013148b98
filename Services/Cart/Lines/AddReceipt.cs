using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace MyArch.Cart.Lines;

/// <summary>
/// What is remembered of an addition that came with an idempotency key, so that it is not done again when it is sent again: hashes of the key and of what was added, and short, since a session may
/// have to fit into a cookie.
/// </summary>
internal static class AddReceipt
{
    /// <summary>How many a session remembers. A repetition comes within seconds, and the visitor does not add so many things meanwhile.</summary>
    public const int Most = 16;

    // 96 bits, which are 16 characters, tell a visitor's keys apart; 24 bits are enough to see that a key was used for something else.
    private const int KeyBytes = 12;
    private const int KeyCharacters = 16;
    private const int ContentBytes = 3;

    /// <summary>The receipt of an addition.</summary>
    public static string Of(string key, int productId, int quantity) =>
        Hash(key, KeyBytes) + Hash(string.Create(CultureInfo.InvariantCulture, $"{productId} {quantity}"), ContentBytes);

    /// <summary>Whether two receipts are of one key.</summary>
    public static bool IsOfSameKey(string one, string other) => string.CompareOrdinal(one, 0, other, 0, KeyCharacters) == 0;

    private static string Hash(string text, int bytes) => Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, bytes));
}
