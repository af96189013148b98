namespace MyArch.DataDefaults;

/// <summary>A value, and where it came from.</summary>
/// <param name="Value">The value, or <see langword="null"/> when there is none in the database.</param>
/// <param name="Outcome">Whether the cache had it.</param>
/// <param name="Role">The server that was asked; <see langword="null"/> for a hit, which asks none.</param>
public sealed record Cached<T>(T? Value, CacheOutcome Outcome, DatabaseRole? Role);
