namespace MyArch.DataDefaults;

/// <summary>The answer of the cache.</summary>
/// <param name="IsAnswered">Whether there was one: Redis may be away, or avoided.</param>
/// <param name="Bytes">What the key holds, if it holds something.</param>
internal readonly record struct CacheLookup(bool IsAnswered, byte[]? Bytes);
