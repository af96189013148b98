namespace StackExchange.Redis.Protocol;

/// <summary>What came is not the Redis protocol. Nothing that follows on this connection can be understood.</summary>
internal sealed class ProtocolException(string message) : Exception(message);
