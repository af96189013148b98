namespace StackExchange.Redis;

/// <summary>How far a failed command had come: one that was sent may have been executed.</summary>
public enum CommandStatus
{
    /// <summary>Not known.</summary>
    Unknown,

    /// <summary>Waits to be written; the server has not seen it.</summary>
    WaitingToBeSent,

    /// <summary>Written; the server may have executed it.</summary>
    Sent,

    /// <summary>Waits for a connection; the server has not seen it.</summary>
    WaitingInBacklog,
}
