namespace StackExchange.Redis;

/// <summary>No answer within <see cref="ConfigurationOptions.AsyncTimeout"/>. If <see cref="Commandstatus"/> is <see cref="CommandStatus.Sent"/>, the server may have executed the command.</summary>
public sealed class RedisTimeoutException : TimeoutException
{
    /// <summary>Creates the exception.</summary>
    public RedisTimeoutException(string message, CommandStatus commandStatus)
        : base(message)
    {
        Commandstatus = commandStatus;
    }

    /// <summary>How far the command had come.</summary>
    public CommandStatus Commandstatus { get; }
}
