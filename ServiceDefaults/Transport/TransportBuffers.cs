using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace MyArch.ServiceDefaults;

/// <summary>Buffers of a server that carries files.</summary>
public static class TransportBuffers
{
    // Two pieces of those that the file is copied in: one is on its way while the next is read. With the server's own 64 KB nothing is read until the last piece has been taken.
    private const int SendBufferSize = 131_072;

    /// <summary>Lets 128 KB per connection wait to be sent, instead of 64 KB. A client that reads slowly has as much more of the server's memory.</summary>
    public static TBuilder AddSendBuffers<TBuilder>(this TBuilder builder)
        where TBuilder : IHostApplicationBuilder
    {
        builder.Services.Configure<SocketTransportOptions>(static sockets => sockets.MaxWriteBufferSize = SendBufferSize);
        return builder;
    }

    /// <summary>
    /// Receives up to 32 KB with one call of the system, instead of 4 KB. For a server with few connections: each that was used leaves larger blocks behind, which thousands of open streams would feel.
    /// </summary>
    public static TBuilder AddReceiveBuffers<TBuilder>(this TBuilder builder)
        where TBuilder : IHostApplicationBuilder
    {
        builder.Services.AddSingleton<IMemoryPoolFactory<byte>, LargeBlocks>();
        return builder;
    }
}
