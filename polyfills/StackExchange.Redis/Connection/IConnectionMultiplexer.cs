using System.Net;

namespace StackExchange.Redis;

/// <summary>One connection to a server, shared by any number of callers, that is made again when it is lost.</summary>
public interface IConnectionMultiplexer : IDisposable, IAsyncDisposable
{
    /// <summary>The connection was lost, or an attempt to make it failed. Handlers delay the next attempt: keep them short.</summary>
    event EventHandler<ConnectionFailedEventArgs> ConnectionFailed;

    /// <summary>The connection is there (again).</summary>
    event EventHandler<ConnectionFailedEventArgs> ConnectionRestored;

    /// <summary>What the server calls this client.</summary>
    string ClientName { get; }

    /// <summary>The configuration as text, without the password.</summary>
    string Configuration { get; }

    /// <summary>How long a command waits for its answer, in milliseconds.</summary>
    int TimeoutMilliseconds { get; }

    /// <summary>Whether commands can be sent now.</summary>
    bool IsConnected { get; }

    /// <summary>Whether a connection is being made.</summary>
    bool IsConnecting { get; }

    /// <summary>The commands of a database; -1 is the configured one.</summary>
    /// <exception cref="NotSupportedException">It is another database than the configured one: this client keeps one connection, and a connection has one database.</exception>
    IDatabase GetDatabase(int db = -1, object? asyncState = null);

    /// <summary>The address of the server.</summary>
    EndPoint[] GetEndPoints(bool configuredOnly = false);

    /// <summary>Ends the connection. Commands under way may complete first; new ones fail with <see cref="ObjectDisposedException"/>.</summary>
    Task CloseAsync(bool allowCommandsToComplete = true);

    /// <summary>The name of the client.</summary>
    string ToString();
}
