using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.Options;

namespace MyArch.Gateway.Forwarding;

/// <summary>The connections to all targets.</summary>
internal sealed class TargetConnector : IDisposable
{
    private readonly TimeSpan _timeout;

    public TargetConnector(IOptions<GatewayOptions> options)
    {
        _timeout = options.Value.ConnectTimeout;
        Client = new HttpMessageInvoker(new SingleSendHandler(new SocketsHttpHandler
        {
            UseCookies = false,
            UseProxy = false,
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.None,
            ConnectCallback = ConnectAsync,
            ConnectTimeout = Timeout.InfiniteTimeSpan,
            PooledConnectionIdleTimeout = options.Value.IdleTimeout,
            PooledConnectionLifetime = Timeout.InfiniteTimeSpan,
            // Header values pass byte by byte, whatever their encoding; the server reads and writes them as Latin-1 too.
            RequestHeaderEncodingSelector = static (_, _) => Encoding.Latin1,
        }));
    }

    public HttpMessageInvoker Client { get; }

    public void Dispose() => Client.Dispose();

    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(_timeout);
        try
        {
            await socket.ConnectAsync(context.DnsEndPoint, deadline.Token);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            socket.Dispose();
            throw new TargetConnectException($"no connection within {_timeout.TotalSeconds:0.###} s", timedOut: true, exception);
        }
        catch (SocketException exception)
        {
            socket.Dispose();
            throw new TargetConnectException($"no connection ({exception.SocketErrorCode})", timedOut: false, exception);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
