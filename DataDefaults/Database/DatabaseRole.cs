namespace MyArch.DataDefaults;

/// <summary>Which server a read was served by.</summary>
public enum DatabaseRole
{
    /// <summary>The one that takes writes.</summary>
    Primary,

    /// <summary>A streaming copy that serves reads, a little behind the primary.</summary>
    Replica,
}
