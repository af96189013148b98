namespace StackExchange.Redis;

/// <summary>A command that cannot be sent on a connection shared by many callers.</summary>
public sealed class RedisCommandException : Exception
{
    /// <summary>Creates the exception.</summary>
    public RedisCommandException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception with its cause.</summary>
    public RedisCommandException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
