namespace StackExchange.Redis.Protocol;

/// <summary>The kinds of an answer in version 2 of the Redis protocol.</summary>
internal enum ReplyKind : byte
{
    SimpleString,
    Error,
    Integer,
    Bulk,
    Array,
}
