using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace MyArch.Testing;

/// <summary>
/// A port of loopback for a server that is started later, or again. It stays bound, without listening, until the tests end: nobody else is given it meanwhile, connections to it are refused, and a
/// server that sets SO_REUSEADDR, as each one here does, can listen on it.
/// </summary>
internal static class FreePort
{
    private static readonly ConcurrentBag<Socket> Held = [];

    public static int Find()
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        Held.Add(socket);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }
}
