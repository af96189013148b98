namespace StackExchange.Redis.Protocol;

/// <summary>Turns an answer that is no error into what the caller asked for.</summary>
/// <exception cref="UnexpectedReplyException">The answer is of another kind.</exception>
internal delegate T ReplyReader<out T>(in Reply reply);
