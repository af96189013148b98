using System.Text;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;
using MyArch.Gateway.Limits;
using MyArch.Gateway.Routing;
using MyArch.Gateway.Tls;

namespace MyArch.Gateway;

/// <summary>Limits, header encoding and certificate of the server.</summary>
internal sealed class KestrelLimits(IOptions<GatewayOptions> options, ConnectionLimiter connections, RouteTable routes, TimeProvider time) : IConfigureOptions<KestrelServerOptions>
{
    private static readonly TimeSpan BodyGracePeriod = TimeSpan.FromSeconds(5);

    public void Configure(KestrelServerOptions server)
    {
        GatewayOptions gateway;
        try
        {
            gateway = options.Value;
        }
        catch (OptionsValidationException)
        {
            // The server is made before options are validated, which reports this error together with those of all other options.
            return;
        }

        server.AddServerHeader = false;
        server.RequestHeaderEncodingSelector = static _ => Encoding.Latin1;
        server.ResponseHeaderEncodingSelector = static _ => Encoding.Latin1;
        var limits = server.Limits;
        limits.MaxRequestBodySize = gateway.MaxRequestBodyBytes;
        limits.MaxRequestHeadersTotalSize = gateway.MaxRequestHeaderBytes;
        limits.MaxRequestLineSize = gateway.MaxRequestLineBytes;
        limits.MaxRequestBufferSize = Math.Max(1_048_576, gateway.MaxRequestHeaderBytes + gateway.MaxRequestLineBytes);
        limits.RequestHeadersTimeout = gateway.RequestHeadersTimeout;
        limits.KeepAliveTimeout = gateway.IdleTimeout;
        server.ConfigureEndpointDefaults(listener =>
        {
            if (listener.IPEndPoint?.Port != gateway.InternalPort)
            {
                listener.Use(connections.Limit);
            }
        });
        limits.MinRequestBodyDataRate = gateway.MinRequestBodyBytesPerSecond == 0
            ? null
            : new MinDataRate(gateway.MinRequestBodyBytesPerSecond, BodyGracePeriod);
        server.ConfigureHttpsDefaults(https => https.ServerCertificate = ServerCertificate.Get(gateway.CertificatePath, routes.Sites.Select(static site => site.Host), time));
    }
}
