using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace MyArch.ServiceDefaults;

/// <summary>A secret that is compared in constant time.</summary>
/// <remarks>
/// A value of another length is refused at once. That tells the length, which is no secret (whoever generates the secrets has a fixed one); hashing
/// both sides first would hide it at the price of a hash per request.
/// </remarks>
internal sealed class OriginSecret(string secret)
{
    private readonly byte[] _secret = MemoryMarshal.AsBytes(secret.AsSpan()).ToArray();

    public bool Matches(string value) => CryptographicOperations.FixedTimeEquals(_secret, MemoryMarshal.AsBytes(value.AsSpan()));
}
