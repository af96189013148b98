namespace StackExchange.Redis;

/// <summary>What a connection is for.</summary>
public enum ConnectionType
{
    /// <summary>Not a connection.</summary>
    None = 0,

    /// <summary>Commands and their answers.</summary>
    Interactive = 1,
}
