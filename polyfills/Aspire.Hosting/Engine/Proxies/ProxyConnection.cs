using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Net.Sockets;

namespace Aspire.Hosting.Engine.Proxies;

/// <summary>One client of a proxy: waits for a backend if it must, then carries bytes both ways until both sides have finished.</summary>
[SuppressMessage("Design", "CA1001:Types that own disposable fields should be disposable", Justification = "A source without timer and wait handle holds nothing, and disposing it would race with Abort.")]
internal sealed class ProxyConnection(Socket client, ProxyTarget target)
{
    private const int BufferSize = 32 * 1024;

    private readonly CancellationTokenSource _left = new();
    private Socket? _server;
    private volatile bool _aborted;

    /// <summary>Runs until the connection is over.</summary>
    /// <param name="park">Asked before the connection waits for a backend; false ends it instead.</param>
    /// <param name="unpark">Told when it waits no more.</param>
    public async Task RunAsync(Func<bool> park, Action unpark)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        try
        {
            _server = await target.TryConnectAsync(_left.Token);
            var early = new EarlyBytes(0, null);
            if (_server is null)
            {
                if (!park())
                {
                    Abort();
                    return;
                }

                try
                {
                    early = await ParkAsync(buffer);
                }
                finally
                {
                    unpark();
                }
            }

            if (_server is { } server && !_aborted)
            {
                await Task.WhenAll(UpstreamAsync(server, buffer, early), DownstreamAsync(server));
            }
        }
        catch (Exception exception) when (exception is SocketException or OperationCanceledException or ObjectDisposedException)
        {
            Abort();
        }
        finally
        {
            _server?.Dispose();
            client.Dispose();
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>Ends the connection at once, and lets both sides see that it was cut: a reset, not an orderly end.</summary>
    public void Abort()
    {
        _aborted = true;
        _left.Cancel();
        Reset(client);
        if (_server is { } server)
        {
            Reset(server);
        }
    }

    /// <summary>Takes what the client sends meanwhile (so that its leaving is noticed) until a backend has accepted. A client that ends its side while it waits has left.</summary>
    private async Task<EarlyBytes> ParkAsync(byte[] buffer)
    {
        var connecting = target.ConnectAsync(_left.Token);
        var held = 0;
        Task<int>? receiving = null;
        while (held < buffer.Length)
        {
            receiving = client.ReceiveAsync(buffer.AsMemory(held), CancellationToken.None).AsTask();
            if (await Task.WhenAny(receiving, connecting) == connecting)
            {
                break;
            }

            int count;
            try
            {
                count = await receiving;
            }
            catch (SocketException)
            {
                count = 0;
            }

            receiving = null;
            if (count == 0)
            {
                await LeaveAsync(connecting);
                return new EarlyBytes(0, null);
            }

            held += count;
        }

        _server = await connecting;
        return new EarlyBytes(held, receiving);
    }

    private async Task LeaveAsync(Task<Socket> connecting)
    {
        await _left.CancelAsync();
        try
        {
            (await connecting).Dispose();
        }
        catch (OperationCanceledException)
        {
            return;
        }
    }

    private async Task UpstreamAsync(Socket server, byte[] buffer, EarlyBytes early)
    {
        try
        {
            // What the client has sent goes on at once: it may be a whole request, after which the client waits for the answer.
            await SendAsync(server, buffer.AsMemory(0, early.Held));
            if (early.Receiving is { } receiving)
            {
                var count = await receiving;
                await SendAsync(server, buffer.AsMemory(early.Held, count));
                if (count == 0)
                {
                    server.Shutdown(SocketShutdown.Send);
                    return;
                }
            }

            await CopyAsync(client, server, buffer);
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            Abort();
        }
    }

    private async Task DownstreamAsync(Socket server)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        try
        {
            await CopyAsync(server, client, buffer);
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            Abort();
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>Copies until the source ends its side, and then ends the same side of the destination; the other direction goes on.</summary>
    private static async Task CopyAsync(Socket source, Socket destination, byte[] buffer)
    {
        int count;
        while ((count = await source.ReceiveAsync(buffer.AsMemory(), CancellationToken.None)) > 0)
        {
            await SendAsync(destination, buffer.AsMemory(0, count));
        }

        destination.Shutdown(SocketShutdown.Send);
    }

    private static async ValueTask SendAsync(Socket destination, ReadOnlyMemory<byte> bytes)
    {
        // A send on a blocking-mode socket sends everything; the loop is for the contract, which allows less.
        while (!bytes.IsEmpty)
        {
            bytes = bytes[await destination.SendAsync(bytes, CancellationToken.None)..];
        }
    }

    private static void Reset(Socket socket)
    {
        try
        {
            socket.LingerState = new LingerOption(enable: true, seconds: 0);
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            return;
        }
        finally
        {
            socket.Dispose();
        }
    }

    /// <summary>What a client sent while it was parked.</summary>
    /// <param name="Held">How many bytes of it are in the buffer.</param>
    /// <param name="Receiving">A receive that was still pending, into the buffer behind those bytes.</param>
    private readonly record struct EarlyBytes(int Held, Task<int>? Receiving);
}
