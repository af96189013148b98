namespace StackExchange.Redis;

/// <summary>The server answered with an error; the message is the server's own, such as "NOPERM …" or "WRONGTYPE …".</summary>
public sealed class RedisServerException(string message) : RedisException(message);
