namespace StackExchange.Redis;

/// <summary>Why a connection failed.</summary>
public enum ConnectionFailureType
{
    /// <summary>It did not.</summary>
    None = 0,

    /// <summary>There is no connection that could serve the command.</summary>
    UnableToResolvePhysicalConnection = 1,

    /// <summary>The socket reported an error, or the server has not answered for too long.</summary>
    SocketFailure = 2,

    /// <summary>The server refused the credentials, or TLS failed.</summary>
    AuthenticationFailure = 3,

    /// <summary>What came is not the Redis protocol, or not an answer to the question.</summary>
    ProtocolFailure = 4,

    /// <summary>A fault of the client.</summary>
    InternalFailure = 5,

    /// <summary>The server closed the connection.</summary>
    SocketClosed = 6,

    /// <summary>The multiplexer was closed.</summary>
    ConnectionDisposed = 7,

    /// <summary>The server still loads its data.</summary>
    Loading = 8,

    /// <summary>No connection could be made.</summary>
    UnableToConnect = 9,
}
