using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Options;

namespace MyArch.Gateway.Limits;

/// <summary>Counts the connections of all public listeners, which Kestrel's own limit does for each address alone, and closes what is too much.</summary>
internal sealed class ConnectionLimiter(IOptions<GatewayOptions> options, GatewayMetrics metrics)
{
    private readonly Lazy<int> _most = new(() => options.Value.MaxConnections);
    private int _open;

    /// <summary>Goes around the handling of each connection.</summary>
    public ConnectionDelegate Limit(ConnectionDelegate next) => async connection =>
    {
        try
        {
            if (Interlocked.Increment(ref _open) > _most.Value)
            {
                metrics.ConnectionRefused();
                connection.Abort();
                return;
            }

            await next(connection);
        }
        finally
        {
            Interlocked.Decrement(ref _open);
        }
    };
}
