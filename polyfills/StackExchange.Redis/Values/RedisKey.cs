using System.Text;

namespace StackExchange.Redis;

/// <summary>The name of a value in Redis: text, or any bytes. Text and the same bytes are the same key.</summary>
public readonly struct RedisKey : IEquatable<RedisKey>
{
    /// <summary>A string, a byte[] or null.</summary>
    private readonly object? _content;

    /// <summary>Creates a key from text.</summary>
    public RedisKey(string? key)
        : this((object?)key)
    {
    }

    private RedisKey(object? content) => _content = content;

    internal bool IsNull => _content is null;

    /// <summary>A key from text.</summary>
    public static implicit operator RedisKey(string? key) => new(key);

    /// <summary>A key from bytes, which must not be changed while the key is used.</summary>
    public static implicit operator RedisKey(byte[]? key) => new((object?)key);

    /// <summary>The key as text (UTF-8).</summary>
    public static implicit operator string?(RedisKey key) => key._content as string ?? (key._content is byte[] bytes ? Encoding.UTF8.GetString(bytes) : null);

    /// <summary>The key's bytes.</summary>
    public static implicit operator byte[]?(RedisKey key) => key._content as byte[] ?? (key._content is string text ? Encoding.UTF8.GetBytes(text) : null);

    /// <summary>Whether both are the same key.</summary>
    public static bool operator ==(RedisKey x, RedisKey y) => x.Equals(y);

    /// <summary>Whether they are different keys.</summary>
    public static bool operator !=(RedisKey x, RedisKey y) => !x.Equals(y);

    /// <summary>A key of both one after the other.</summary>
    public RedisKey Append(RedisKey suffix) => (_content, suffix._content) switch
    {
        (null, _) => suffix,
        (_, null) => this,
        (string first, string second) => new(first + second),
        _ => (byte[])[.. (byte[])this!, .. (byte[])suffix!],
    };

    /// <inheritdoc/>
    public bool Equals(RedisKey other) => (_content, other._content) switch
    {
        (string first, string second) => first == second,
        (null, _) or (_, null) => _content is null && other._content is null,
        _ => ((byte[])this!).AsSpan().SequenceEqual((byte[])other!),
    };

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj switch
    {
        null => IsNull,
        RedisKey key => Equals(key),
        string text => Equals((RedisKey)text),
        byte[] bytes => Equals((RedisKey)bytes),
        _ => false,
    };

    /// <inheritdoc/>
    public override int GetHashCode() => (string?)this is { } text ? StringComparer.Ordinal.GetHashCode(text) : 0;

    /// <summary>The key as text, "(null)" if there is none.</summary>
    public override string ToString() => (string?)this ?? "(null)";

    internal int GetByteCount() => _content is string text ? Encoding.UTF8.GetByteCount(text) : ((byte[])_content!).Length;

    internal int CopyTo(Span<byte> destination)
    {
        if (_content is string text)
        {
            return Encoding.UTF8.GetBytes(text, destination);
        }

        var bytes = (byte[])_content!;
        bytes.CopyTo(destination);
        return bytes.Length;
    }
}
