using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;

namespace MyArch.Gateway.Internal;

/// <summary>Who a bearer token belongs to.</summary>
internal sealed class CallerDirectory(IOptions<CallersOptions> callers)
{
    private const string Scheme = "Bearer ";

    private readonly (string Name, byte[] Hash)[] _callers = [.. callers.Value.Select(caller => (caller.Key, Hash(caller.Value.Secret)))];

    /// <summary>The caller that an Authorization header names, or null. The time it takes does not depend on how close a guess is.</summary>
    public string? Recognise(string? authorization)
    {
        if (authorization is null || !authorization.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        var presented = Hash(authorization[Scheme.Length..].Trim());
        string? found = null;
        foreach (var (name, hash) in _callers)
        {
            if (CryptographicOperations.FixedTimeEquals(presented, hash))
            {
                found = name;
            }
        }

        return found;
    }

    private static byte[] Hash(string secret) => SHA256.HashData(Encoding.UTF8.GetBytes(secret));
}
