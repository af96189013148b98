using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace MyArch.Cart.Sessions;

/// <summary>The id of a session, which only its visitor knows: 128 random bits as 22 characters of base64url.</summary>
internal static class Sid
{
    private const int Bytes = 16;
    private const int Characters = 22;

    public static string Create()
    {
        Span<byte> random = stackalloc byte[Bytes];
        RandomNumberGenerator.Fill(random);
        return Base64Url.EncodeToString(random);
    }

    /// <summary>
    /// The id that a request gives to a session instead of its old one. The same for a repetition of that request, whose answer was lost; nobody else can tell it.
    /// </summary>
    /// <param name="old">The id that the request came with.</param>
    /// <param name="salt">128 random bits that only the store knows: they make the new id as random as any, and no good to whoever reads the store.</param>
    /// <param name="request">What a repetition of the request says as well, and nobody who has nothing but the old id: see <see cref="SessionWrite"/>.</param>
    public static string Renew(string old, string salt, string request) =>
        Base64Url.EncodeToString(HMACSHA256.HashData(Encoding.UTF8.GetBytes(salt), Encoding.UTF8.GetBytes($"{old} {request}")).AsSpan(0, Bytes));

    /// <summary>Whether it could be one of ours; anything else need not be looked up.</summary>
    public static bool IsOne(string sid) =>
        sid.Length == Characters && sid.All(static c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');

    /// <summary>The key that the session is kept under. Whoever reads the store cannot tell the id from it.</summary>
    public static string KeyOf(string sid) => $"cart:{Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(sid)))}";
}
