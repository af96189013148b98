namespace StackExchange.Redis;

/// <summary>How a command is sent.</summary>
[Flags]
public enum CommandFlags
{
    /// <summary>As usual.</summary>
    None = 0,

    /// <summary>The caller does not wait for the answer: the task is complete at once with a default value, and failures are not reported.</summary>
    FireAndForget = 2,

    /// <summary>On the primary only.</summary>
    DemandMaster = 4,

    /// <summary>A script is sent as text (EVAL) and not by its hash.</summary>
    NoScriptCache = 512,
}
