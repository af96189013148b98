namespace MyArch.Cart.Sessions;

/// <summary>Keeps sessions. A write replaces exactly what was read, so that of two changes at once none is lost: the second reads again.</summary>
internal interface ISessionStore
{
    /// <summary>The session that a cookie's value leads to; null if there is none, whatever the reason.</summary>
    Task<StoredSession?> ReadAsync(string sid, CancellationToken cancellationToken);

    /// <summary>The session that was kept under a key, as it is now; null if it is gone, or cannot be read without its visitor.</summary>
    Task<StoredSession?> ReadAgainAsync(string key, CancellationToken cancellationToken);

    /// <summary>Stores a session.</summary>
    Task<SessionWritten> TryWriteAsync(SessionWrite write, CancellationToken cancellationToken);
}
