namespace MyArch.Cart.Sessions;

/// <summary>Whether a session was stored.</summary>
internal enum SessionWriteOutcome
{
    /// <summary>It is stored, as one step.</summary>
    Stored,

    /// <summary>Another one was stored meanwhile; nothing has happened.</summary>
    Outdated,

    /// <summary>It is larger than the store can hold; nothing has happened.</summary>
    TooLarge,
}
