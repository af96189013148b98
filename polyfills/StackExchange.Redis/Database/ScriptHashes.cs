using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace StackExchange.Redis.Database;

/// <summary>The names by which Redis knows scripts. A program has few scripts; one that generates them is not allowed to fill the memory.</summary>
internal static class ScriptHashes
{
    private const int MaxKept = 1000;

    private static readonly ConcurrentDictionary<string, string> Known = new(StringComparer.Ordinal);

    [SuppressMessage("Security", "CA5350:Do Not Use Weak Cryptographic Algorithms", Justification = "Redis names scripts by SHA-1; it protects nothing.")]
    [SuppressMessage("Design", "CA1308:Normalize strings to uppercase", Justification = "Redis compares the name in lower case.")]
    public static string Of(string script)
    {
        if (Known.TryGetValue(script, out var known))
        {
            return known;
        }

        var hash = Convert.ToHexStringLower(SHA1.HashData(Encoding.UTF8.GetBytes(script)));
        if (Known.Count < MaxKept)
        {
            Known.TryAdd(script, hash);
        }

        return hash;
    }
}
