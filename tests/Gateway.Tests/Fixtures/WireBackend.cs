using System.Net;
using System.Net.Sockets;
using System.Text;

namespace MyArch.Gateway.Tests.Fixtures;

/// <summary>An instance that misbehaves as no server would: the test gets the socket and the head of the request. Health checks pass.</summary>
internal sealed class WireBackend : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Func<NetworkStream, string, CancellationToken, Task> _answer;
    private readonly Task _loop;
    private int _requests;

    public WireBackend(Func<NetworkStream, string, CancellationToken, Task> answer)
    {
        _answer = answer;
        _listener.Start();
        Address = new Uri($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}");
        _loop = AcceptAsync();
    }

    public Uri Address { get; }

    /// <summary>Requests that arrived, health checks left out.</summary>
    public int Requests => Volatile.Read(ref _requests);

    /// <summary>Reads the request and closes the connection without an answer.</summary>
    public static Task CloseAsync(NetworkStream stream, string head, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Never answers.</summary>
    public static Task HangAsync(NetworkStream stream, string head, CancellationToken cancellationToken) => Task.Delay(Timeout.Infinite, cancellationToken);

    /// <summary>Answers with this text and closes.</summary>
    public static Func<NetworkStream, string, CancellationToken, Task> Say(string text) =>
        (stream, _, cancellationToken) => stream.WriteAsync(Encoding.Latin1.GetBytes(text), cancellationToken).AsTask();

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _loop;
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        List<Task> connections = [];
        try
        {
            while (true)
            {
                connections.Add(ServeAsync(await _listener.AcceptTcpClientAsync(_stop.Token)));
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            await Task.WhenAll(connections);
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                var stream = client.GetStream();
                var head = await RawHttp.ReadHeadAsync(stream, _stop.Token);
                if (head.StartsWith("GET /health/ready ", StringComparison.Ordinal))
                {
                    await Say("HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")(stream, head, _stop.Token);
                }
                else if (head.Length > 0)
                {
                    Interlocked.Increment(ref _requests);
                    await _answer(stream, head, _stop.Token);
                }
            }
            catch (Exception exception) when (exception is IOException or OperationCanceledException)
            {
                // The gateway closed the connection, or the test is over.
            }
        }
    }
}
