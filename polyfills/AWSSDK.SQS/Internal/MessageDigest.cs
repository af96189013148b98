#nullable enable
using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using Amazon.SQS.Model;

namespace Amazon.SQS.Internal;

/// <summary>
/// The MD5 digests that the service computes of bodies and attributes (SQS developer guide, "Calculating the MD5 message digest for message attributes"): each attribute by name, each part with
/// its length in four bytes before it, the kind of value in one.
/// </summary>
internal static class MessageDigest
{
    private const byte StringKind = 1;
    private const byte BinaryKind = 2;

    [SuppressMessage("Security", "CA5351:Do Not Use Broken Cryptographic Algorithms", Justification = "The service's digest against transmission errors, and no protection.")]
    public static bool Fits(string body, string? digest) => IsSame(MD5.HashData(Encoding.UTF8.GetBytes(body)), digest);

    [SuppressMessage("Security", "CA5351:Do Not Use Broken Cryptographic Algorithms", Justification = "The service's digest against transmission errors, and no protection.")]
    public static bool Fits(Dictionary<string, MessageAttributeValue> attributes, string? digest)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.MD5);
        foreach (var (name, value) in attributes.OrderBy(static attribute => attribute.Key, StringComparer.Ordinal))
        {
            Append(hash, Encoding.UTF8.GetBytes(name));
            Append(hash, Encoding.UTF8.GetBytes(value.DataType));
            if (value.StringValue is { } text)
            {
                hash.AppendData([StringKind]);
                Append(hash, Encoding.UTF8.GetBytes(text));
            }
            else if (value.BinaryValue is { } binary)
            {
                hash.AppendData([BinaryKind]);
                Append(hash, binary.ToArray());
            }
        }

        return IsSame(hash.GetHashAndReset(), digest);
    }

    private static void Append(IncrementalHash hash, ReadOnlySpan<byte> part)
    {
        Span<byte> length = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32BigEndian(length, part.Length);
        hash.AppendData(length);
        hash.AppendData(part);
    }

    private static bool IsSame(byte[] computed, string? digest) => string.Equals(Convert.ToHexStringLower(computed), digest, StringComparison.OrdinalIgnoreCase);
}
