using NpgsqlTypes;

namespace MyArch.DataDefaults;

/// <summary>What the database said.</summary>
/// <param name="Value">The value, or <see langword="null"/> when there is none: that is cached too, for a shorter time.</param>
/// <param name="Position"><see cref="ReadConnection.Position"/> of the connection that it was read on.</param>
/// <param name="Role"><see cref="ReadConnection.Role"/> likewise.</param>
public sealed record Loaded<T>(T? Value, NpgsqlLogSequenceNumber Position, DatabaseRole Role);
