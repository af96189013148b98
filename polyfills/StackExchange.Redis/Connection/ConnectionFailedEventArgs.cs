using System.Net;

namespace StackExchange.Redis;

/// <summary>A connection that was lost, could not be made, or is there again.</summary>
public class ConnectionFailedEventArgs : EventArgs
{
    internal ConnectionFailedEventArgs(EndPoint endPoint, ConnectionFailureType failureType, Exception? exception)
    {
        EndPoint = endPoint;
        FailureType = failureType;
        Exception = exception;
    }

    /// <summary>The address of the server.</summary>
    public EndPoint? EndPoint { get; }

    /// <summary>What the connection is for.</summary>
    public ConnectionType ConnectionType { get; } = ConnectionType.Interactive;

    /// <summary>Why it failed; <see cref="ConnectionFailureType.None"/> if it is there again.</summary>
    public ConnectionFailureType FailureType { get; }

    /// <summary>What failed, if it is known.</summary>
    public Exception? Exception { get; }

    /// <summary>The address and why it failed.</summary>
    public override string ToString() => $"{EndPointCollection.ToString(EndPoint)}: {FailureType}";
}
