namespace StackExchange.Redis.Protocol;

/// <summary>An answer of a kind that the command does not have: question and answer may be out of step, so the connection cannot be trusted any more.</summary>
internal sealed class UnexpectedReplyException(ReplyKind kind) : Exception($"Unexpected response of type {kind}.");
