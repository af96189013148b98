using System.Net;
using System.Net.Sockets;
using System.Text;

namespace StackExchange.Redis.Tests.Fixtures;

/// <summary>
/// A server of bytes, for what a real one cannot be made to do: each connection is greeted as by Redis (the login's answers) and is then given
/// to the test.
/// </summary>
internal sealed class WireServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly List<Task> _connections = [];
    private readonly Func<NetworkStream, CancellationToken, Task> _talk;
    private readonly bool _answersLogin;
    private readonly Task _accepting;
    private int _accepted;

    public WireServer(Func<NetworkStream, CancellationToken, Task> talk, bool answersLogin = true)
    {
        _talk = talk;
        _answersLogin = answersLogin;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public string Address => _listener.LocalEndpoint.ToString()!;

    /// <summary>How many connections were made.</summary>
    public int Accepted => Volatile.Read(ref _accepted);

    /// <summary>Never answers.</summary>
    public static Task Silence(NetworkStream stream, CancellationToken stop) => stream.CopyToAsync(Stream.Null, stop);

    /// <summary>Reads until this many commands of a known text have come.</summary>
    public static async Task ReadCommandsAsync(NetworkStream stream, string command, int count, CancellationToken stop)
    {
        var seen = new StringBuilder();
        var buffer = new byte[4096];
        while (Count(seen.ToString(), command) < count)
        {
            var read = await stream.ReadAsync(buffer, stop);
            if (read == 0)
            {
                throw new EndOfStreamException("The client has closed the connection.");
            }

            seen.Append(Encoding.ASCII.GetString(buffer, 0, read));
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _accepting;
        await Task.WhenAll(_connections);
        _stop.Dispose();
    }

    private static int Count(string text, string part) => text.Split(part).Length - 1;

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync(_stop.Token);
                Interlocked.Increment(ref _accepted);
                _connections.Add(ServeAsync(client));
            }
        }
        catch (OperationCanceledException)
        {
            // Disposed.
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                var stream = client.GetStream();
                if (_answersLogin)
                {
                    await ReadCommandsAsync(stream, "PING\r\n", 1, _stop.Token);
                    await stream.WriteAsync("+OK\r\n+PONG\r\n"u8.ToArray(), _stop.Token);
                }

                await _talk(stream, _stop.Token);
            }
            catch (Exception end) when (end is OperationCanceledException or IOException)
            {
                // The test or the client has had enough.
            }
        }
    }
}
