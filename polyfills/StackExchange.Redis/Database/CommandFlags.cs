namespace StackExchange.Redis;

/// <summary>How a command is sent.</summary>
[Flags]
public enum CommandFlags
{
    /// <summary>As usual.</summary>
    None = 0,
}
