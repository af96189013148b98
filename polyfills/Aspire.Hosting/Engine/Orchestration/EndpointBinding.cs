using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Engine.Proxies;

namespace Aspire.Hosting.Engine.Orchestration;

/// <summary>The ports of one endpoint in this run.</summary>
/// <param name="Endpoint">The endpoint.</param>
/// <param name="ListenPort">The loopback port that the program listens on.</param>
/// <param name="Proxy">What clients connect to; null when they connect to the program itself.</param>
internal sealed record EndpointBinding(EndpointAnnotation Endpoint, int ListenPort, TcpProxy? Proxy)
{
    /// <summary>The program runs: connections can be handed on.</summary>
    public void Open() => Proxy?.SetTarget(ListenPort);

    /// <summary>The program is gone: new connections wait for the next one.</summary>
    public void Close() => Proxy?.SetTarget(null);
}
