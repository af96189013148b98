using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace StackExchange.Redis.Connection;

/// <summary>Makes a connection: TCP, TLS if wanted, and the login, all within <see cref="ConfigurationOptions.ConnectTimeout"/>.</summary>
internal sealed class ServerConnector(ConfigurationOptions options, string clientName, ConnectionLimits limits)
{
    private readonly EndPoint _endPoint = options.EndPoints[0];
    private readonly string _address = EndPointCollection.ToString(options.EndPoints[0]);

    /// <exception cref="RedisConnectionException">There is no server, or it refuses.</exception>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    public async Task<ServerConnection> ConnectAsync(CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(options.ConnectTimeout);
        ServerConnection? connection = null;
        try
        {
            connection = new ServerConnection(await OpenAsync(limit.Token), limits);
            await new Login(options, clientName).RunAsync(connection, limit.Token);
            return connection;
        }
        catch (Exception failure)
        {
            connection?.End(ConnectionFailureType.UnableToConnect, "The login failed.");
            cancellationToken.ThrowIfCancellationRequested();
            var (type, reason) = failure switch
            {
                RedisConnectionException known => (known.FailureType, known.Message),
                AuthenticationException => (ConnectionFailureType.AuthenticationFailure, failure.Message),
                OperationCanceledException => (ConnectionFailureType.UnableToConnect, $"No answer within {options.ConnectTimeout} ms."),
                SocketException or IOException => (ConnectionFailureType.UnableToConnect, failure.Message),
                _ => (ConnectionFailureType.InternalFailure, failure.Message),
            };
            throw new RedisConnectionException(type, $"Unable to connect to {_address}: {reason}", failure);
        }
    }

    private async Task<Stream> OpenAsync(CancellationToken cancellationToken)
    {
        var socket = _endPoint is IPEndPoint ip
            ? new Socket(ip.AddressFamily, SocketType.Stream, ProtocolType.Tcp)
            : new Socket(SocketType.Stream, ProtocolType.Tcp);
        Stream? stream = null;
        try
        {
            socket.NoDelay = true;
            socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, optionValue: true);
            await socket.ConnectAsync(_endPoint, cancellationToken);
            stream = new NetworkStream(socket, ownsSocket: true);
            if (options.Ssl)
            {
                var secure = new SslStream(stream, leaveInnerStreamOpen: false);
                stream = secure;
                await secure.AuthenticateAsClientAsync(
                    new SslClientAuthenticationOptions
                    {
                        TargetHost = options.SslHost ?? (_endPoint is DnsEndPoint dns ? dns.Host : ((IPEndPoint)_endPoint).Address.ToString()),
                        CertificateRevocationCheckMode = options.CheckCertificateRevocation ? X509RevocationMode.Online : X509RevocationMode.NoCheck,
                        RemoteCertificateValidationCallback = options.ServerCertificateValidation,
                    },
                    cancellationToken);
            }

            return stream;
        }
        catch
        {
            stream?.Dispose();
            socket.Dispose();
            throw;
        }
    }
}
