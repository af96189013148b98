using System.Net;
using System.Net.Sockets;

namespace Aspire.Hosting.Engine.Proxies;

/// <summary>The backend behind a proxy, which may be absent for a while.</summary>
internal sealed class ProxyTarget : IDisposable
{
    private static readonly TimeSpan FirstRetry = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan LongestRetry = TimeSpan.FromMilliseconds(250);

    // One waiter at a time knocks at an absent backend; the others follow when it has been let in.
    private readonly SemaphoreSlim _turn = new(1);
    private readonly Lock _gate = new();
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int? _port;

    public void Set(int? port)
    {
        lock (_gate)
        {
            _port = port;
            _changed.SetResult();
            _changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    /// <summary>Connects to the backend, or returns null at once if there is none that accepts.</summary>
    public Task<Socket?> TryConnectAsync(CancellationToken cancellationToken) => TryConnectAsync(Current().Port, cancellationToken);

    /// <summary>Connects to the backend as soon as there is one that accepts.</summary>
    public async Task<Socket> ConnectAsync(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            var pause = FirstRetry;
            while (true)
            {
                var (port, changed) = Current();
                if (await TryConnectAsync(port, cancellationToken) is { } server)
                {
                    return server;
                }

                var retry = port is null ? Task.Delay(Timeout.Infinite, cancellationToken) : Task.Delay(pause, cancellationToken);
                pause = await Task.WhenAny(changed, retry) == changed ? FirstRetry : TimeSpan.FromTicks(Math.Min(pause.Ticks * 2, LongestRetry.Ticks));
                cancellationToken.ThrowIfCancellationRequested();
            }
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose() => _turn.Dispose();

    private (int? Port, Task Changed) Current()
    {
        lock (_gate)
        {
            return (_port, _changed.Task);
        }
    }

    private static async Task<Socket?> TryConnectAsync(int? port, CancellationToken cancellationToken)
    {
        if (port is null)
        {
            return null;
        }

        return await TryConnectAsync(new IPEndPoint(IPAddress.Loopback, port.Value), cancellationToken)
            ?? await TryConnectAsync(new IPEndPoint(IPAddress.IPv6Loopback, port.Value), cancellationToken);
    }

    private static async Task<Socket?> TryConnectAsync(IPEndPoint address, CancellationToken cancellationToken)
    {
        Socket? socket = null;
        try
        {
            socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            await socket.ConnectAsync(address, cancellationToken);

            // Without a listener, a connection to a port of the ephemeral range can by chance be one to itself.
            if (!Equals(socket.LocalEndPoint, socket.RemoteEndPoint))
            {
                return socket;
            }
        }
        catch (SocketException)
        {
            // Nobody listens there: the caller's case "no backend".
        }
        catch (OperationCanceledException)
        {
            socket?.Dispose();
            throw;
        }

        socket?.Dispose();
        return null;
    }
}
