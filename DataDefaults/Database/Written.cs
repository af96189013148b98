using NpgsqlTypes;

namespace MyArch.DataDefaults;

/// <summary>Where a committed transaction stands among all others.</summary>
/// <param name="Position">At or after the commit: a reader that has come so far sees the transaction. Zero when the server could not be asked after the commit.</param>
/// <param name="IsUndisturbed">
/// No other transaction ended between the last statement of this one and <paramref name="Position"/>, so the rows that it wrote were as it left them there. <see langword="false"/> when in doubt.
/// </param>
public record Written(NpgsqlLogSequenceNumber Position, bool IsUndisturbed);

/// <summary>What a transaction returned, and where it stands.</summary>
/// <param name="Value">What the write returned.</param>
/// <param name="Position">At or after the commit: a reader that has come so far sees the transaction. It is the consistency token of the writer. Zero when the server could not be asked after the commit.</param>
/// <param name="IsUndisturbed">See <see cref="Written"/>.</param>
public sealed record Written<T>(T Value, NpgsqlLogSequenceNumber Position, bool IsUndisturbed = false) : Written(Position, IsUndisturbed);
