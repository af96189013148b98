namespace StackExchange.Redis;

/// <summary>There is no connection, or it failed. If <see cref="CommandStatus"/> is <see cref="CommandStatus.Sent"/>, the server may have executed the command.</summary>
public sealed class RedisConnectionException : RedisException
{
    /// <summary>Creates the exception.</summary>
    public RedisConnectionException(ConnectionFailureType failureType, string message)
        : this(failureType, message, innerException: null)
    {
    }

    /// <summary>Creates the exception with its cause.</summary>
    public RedisConnectionException(ConnectionFailureType failureType, string message, Exception? innerException)
        : this(failureType, message, innerException, CommandStatus.Unknown)
    {
    }

    /// <summary>Creates the exception with its cause and the state of the command.</summary>
    public RedisConnectionException(ConnectionFailureType failureType, string message, Exception? innerException, CommandStatus commandStatus)
        : base(message, innerException)
    {
        FailureType = failureType;
        CommandStatus = commandStatus;
    }

    /// <summary>Why the connection failed.</summary>
    public ConnectionFailureType FailureType { get; }

    /// <summary>How far the command had come.</summary>
    public CommandStatus CommandStatus { get; }
}
