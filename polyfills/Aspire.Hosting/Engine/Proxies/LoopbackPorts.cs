using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Aspire.Hosting.Engine.Proxies;

/// <summary>
/// Hands out ports of both loopback addresses. An allocated port stays bound, without listening, until this process ends: the kernel then gives it to
/// nobody else (neither to another host that allocates, nor as the local port of an outgoing connection), while a server that sets SO_REUSEADDR,
/// as every server does that wants to survive its own restart, can listen on it.
/// </summary>
internal static class LoopbackPorts
{
    private const int Attempts = 100;

    private static readonly ConcurrentDictionary<int, Socket[]> Held = [];
    private static readonly ConcurrentDictionary<int, bool> Excluded = [];

    /// <summary>A port that is unused on both loopback addresses and was never handed out before.</summary>
    /// <exception cref="DistributedApplicationException">No port is left.</exception>
    public static int Allocate()
    {
        // Ports that do not fit stay bound until a fitting one is found, so that the kernel does not offer them again.
        List<Socket> rejected = [];
        try
        {
            for (var attempt = 0; attempt < Attempts; attempt++)
            {
                var first = Bind(IPAddress.Loopback, 0) ?? throw new DistributedApplicationException("No free port is left on 127.0.0.1.");
                var port = ((IPEndPoint)first.LocalEndPoint!).Port;
                var second = Bind(IPAddress.IPv6Loopback, port);
                if (!Excluded.ContainsKey(port) && IsFree(port) && Held.TryAdd(port, second is null ? [first] : [first, second]))
                {
                    return port;
                }

                rejected.Add(first);
                if (second is not null)
                {
                    rejected.Add(second);
                }
            }
        }
        finally
        {
            rejected.ForEach(static socket => socket.Dispose());
        }

        throw new DistributedApplicationException("No free port was found on loopback.");
    }

    /// <summary>Keeps a port that somebody asked for by number from being handed out.</summary>
    public static void Exclude(int port) => Excluded[port] = true;

    /// <summary>Whether nobody listens on the port, on either loopback address.</summary>
    public static bool IsFree(int port) => CanListen(IPAddress.Loopback, port) && (!Socket.OSSupportsIPv6 || CanListen(IPAddress.IPv6Loopback, port));

    private static bool CanListen(IPAddress address, int port)
    {
        using var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(new IPEndPoint(address, port));
            socket.Listen();
            return true;
        }
        catch (SocketException exception)
        {
            // A machine without the address has nobody listening on it.
            return exception.SocketErrorCode == SocketError.AddressNotAvailable;
        }
    }

    private static Socket? Bind(IPAddress address, int port)
    {
        Socket? socket = null;
        try
        {
            socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            socket.Bind(new IPEndPoint(address, port));
            return socket;
        }
        catch (SocketException)
        {
            socket?.Dispose();
            return null;
        }
    }
}
