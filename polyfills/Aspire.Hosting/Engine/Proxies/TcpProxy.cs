using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Aspire.Hosting.Engine.Proxies;

/// <summary>
/// A port on both loopback addresses that stays the same while the backend behind it comes and goes. While no backend accepts, connections are
/// accepted and parked until one does: clients see a hang, not a refusal.
/// </summary>
internal sealed class TcpProxy : IAsyncDisposable
{
    /// <summary>How many connections may wait for a backend at a time; more are reset.</summary>
    public const int MostParked = 1_024;

    private const int Backlog = 512;

    /// <summary>How long to wait before accepting again when the process is out of file descriptors.</summary>
    private static readonly TimeSpan AcceptPause = TimeSpan.FromMilliseconds(100);

    private readonly ProxyTarget _target = new();
    private readonly ConcurrentDictionary<ProxyConnection, Task> _connections = [];
    private readonly List<Socket> _listeners;
    private readonly Task _accepting;
    private int _parked;
    private volatile bool _disposed;

    private TcpProxy(int port, List<Socket> listeners)
    {
        Port = port;
        _listeners = listeners;
        _accepting = Task.WhenAll(listeners.Select(listener => Task.Run(() => AcceptAsync(listener))));
    }

    /// <summary>The port that clients connect to.</summary>
    public int Port { get; }

    /// <summary>How many connections wait for a backend now.</summary>
    public int Parked => Volatile.Read(ref _parked);

    /// <summary>Listens on a port of both loopback addresses (of 127.0.0.1 alone where there is no IPv6).</summary>
    /// <param name="port">The port, or null for a free one.</param>
    /// <exception cref="DistributedApplicationException">Somebody else listens on that port.</exception>
    public static TcpProxy Start(int? port)
    {
        var chosen = port ?? LoopbackPorts.Allocate();
        List<Socket> listeners = [];
        try
        {
            listeners.Add(Listen(IPAddress.Loopback, chosen));
            if (Socket.OSSupportsIPv6)
            {
                listeners.Add(Listen(IPAddress.IPv6Loopback, chosen));
            }
        }
        catch (SocketException exception) when (exception.SocketErrorCode == SocketError.AddressNotAvailable && listeners.Count > 0)
        {
            // No ::1 on this machine: 127.0.0.1 is enough.
        }
        catch (SocketException exception)
        {
            listeners.ForEach(static listener => listener.Dispose());
            throw new DistributedApplicationException($"Port {chosen} cannot be used: {exception.Message}. Stop the program that listens on it, or choose another port.", exception);
        }

        return new TcpProxy(chosen, listeners);
    }

    /// <summary>Says where connections go from now on; null parks new ones. Connections that are carried already are left alone.</summary>
    public void SetTarget(int? targetPort) => _target.Set(targetPort);

    public async ValueTask DisposeAsync()
    {
        if (_disposed)
        {
            return;
        }

        _disposed = true;
        _listeners.ForEach(static listener => listener.Dispose());
        await _accepting;
        foreach (var connection in _connections.Keys)
        {
            connection.Abort();
        }

        await Task.WhenAll(_connections.Values);
        _target.Dispose();
    }

    private static Socket Listen(IPAddress address, int port)
    {
        var listener = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            listener.Bind(new IPEndPoint(address, port));
            listener.Listen(Backlog);
            return listener;
        }
        catch
        {
            listener.Dispose();
            throw;
        }
    }

    private async Task AcceptAsync(Socket listener)
    {
        while (!_disposed)
        {
            try
            {
                var client = await listener.AcceptAsync(CancellationToken.None);
                client.NoDelay = true;
                Serve(new ProxyConnection(client, _target));
            }
            catch (Exception exception) when (_disposed && exception is SocketException or ObjectDisposedException)
            {
                return;
            }
            catch (SocketException exception) when (exception.SocketErrorCode == SocketError.TooManyOpenSockets)
            {
                await Task.Delay(AcceptPause, CancellationToken.None);
            }
            catch (SocketException)
            {
                // The client was gone before it was accepted.
                continue;
            }
        }
    }

    private void Serve(ProxyConnection connection)
    {
        var started = new TaskCompletionSource();
        _connections[connection] = RunAsync(connection, started.Task);
        started.SetResult();
    }

    private async Task RunAsync(ProxyConnection connection, Task started)
    {
        // Only a connection that is in the dictionary can remove itself from it.
        await started;
        await connection.RunAsync(Park, () => Interlocked.Decrement(ref _parked));
        _connections.TryRemove(connection, out _);
    }

    private bool Park()
    {
        if (Interlocked.Increment(ref _parked) <= MostParked)
        {
            return true;
        }

        Interlocked.Decrement(ref _parked);
        return false;
    }
}
