using System.Security.Cryptography;
using System.Text;

namespace Aspire.Hosting.Dashboard.Security;

/// <summary>Compares secrets in a time that tells nothing about them.</summary>
internal static class Token
{
    /// <summary>Whether both are the same. By their digests, so that not even the length shows.</summary>
    public static bool AreEqual(string expected, string? given) =>
        CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(expected)), SHA256.HashData(Encoding.UTF8.GetBytes(given ?? "")));
}
