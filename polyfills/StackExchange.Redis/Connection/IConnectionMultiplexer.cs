namespace StackExchange.Redis;

/// <summary>One connection to a server, shared by any number of callers, that is made again when it is lost.</summary>
public interface IConnectionMultiplexer : IDisposable, IAsyncDisposable
{
    /// <summary>What the server calls this client.</summary>
    string ClientName { get; }

    /// <summary>The configuration as text, without the password.</summary>
    string Configuration { get; }

    /// <summary>Whether commands can be sent now.</summary>
    bool IsConnected { get; }

    /// <summary>The commands of a database; -1 is the configured one.</summary>
    /// <exception cref="NotSupportedException">It is another database than the configured one: this client keeps one connection, and a connection has one database.</exception>
    IDatabase GetDatabase(int db = -1, object? asyncState = null);

    /// <summary>Ends the connection. Commands under way may complete first; new ones fail with <see cref="ObjectDisposedException"/>.</summary>
    Task CloseAsync(bool allowCommandsToComplete = true);

    /// <summary>The name of the client.</summary>
    string ToString();
}
