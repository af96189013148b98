using System.Collections.ObjectModel;
using System.Globalization;
using System.Net;

namespace StackExchange.Redis;

/// <summary>Addresses of servers. A port of 0 is the default one: 6379, or 6380 with TLS.</summary>
public sealed class EndPointCollection : Collection<EndPoint>
{
    /// <summary>Creates an empty collection.</summary>
    public EndPointCollection()
    {
    }

    /// <summary>Creates a collection over a list.</summary>
    public EndPointCollection(IList<EndPoint> endpoints)
        : base(endpoints)
    {
    }

    /// <summary>Adds <c>host</c> or <c>host:port</c>; IPv6 addresses with a port in brackets.</summary>
    /// <exception cref="ArgumentException">It is neither.</exception>
    public void Add(string hostAndPort) =>
        Add(TryParse(hostAndPort) ?? throw new ArgumentException($"'{hostAndPort}' is not an address.", nameof(hostAndPort)));

    /// <summary>Adds a host or an IP address with its port.</summary>
    public void Add(string host, int port) => Add(IPAddress.TryParse(host, out var address) ? new IPEndPoint(address, port) : new DnsEndPoint(host, port));

    /// <summary>Adds an address with its port.</summary>
    public void Add(IPAddress host, int port) => Add(new IPEndPoint(host, port));

    /// <summary>Adds an address unless it is there.</summary>
    public bool TryAdd(EndPoint endpoint)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        if (Contains(endpoint))
        {
            return false;
        }

        base.InsertItem(Count, endpoint);
        return true;
    }

    /// <summary>"host:port".</summary>
    public static string ToString(EndPoint? endpoint) => endpoint switch
    {
        DnsEndPoint { Port: 0 } dns => dns.Host,
        DnsEndPoint dns => string.Create(CultureInfo.InvariantCulture, $"{dns.Host}:{dns.Port}"),
        IPEndPoint { Port: 0 } ip => ip.Address.ToString(),
        _ => endpoint?.ToString() ?? "",
    };

    /// <summary>Reads <c>host</c>, <c>host:port</c>, an IP address, or an IP address with a port; null if it is none of them.</summary>
    public static EndPoint? TryParse(string endpoint)
    {
        if (string.IsNullOrWhiteSpace(endpoint))
        {
            return null;
        }

        if (IPAddress.TryParse(endpoint, out var alone) && !endpoint.StartsWith('['))
        {
            return new IPEndPoint(alone, 0);
        }

        var colon = endpoint.LastIndexOf(':');
        var host = colon < 0 ? endpoint : endpoint[..colon];
        var port = 0;
        if (colon >= 0
            && !(int.TryParse(endpoint.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out port) && port <= IPEndPoint.MaxPort))
        {
            return null;
        }

        if (IPAddress.TryParse(host, out var address))
        {
            return new IPEndPoint(address, port);
        }

        return host.Length == 0 || host.Contains(':', StringComparison.Ordinal) ? null : new DnsEndPoint(host, port);
    }

    /// <inheritdoc/>
    protected override void InsertItem(int index, EndPoint item)
    {
        ArgumentNullException.ThrowIfNull(item);
        if (Contains(item))
        {
            throw new ArgumentException($"The address {ToString(item)} is given twice.", nameof(item));
        }

        base.InsertItem(index, item);
    }

    /// <inheritdoc/>
    protected override void SetItem(int index, EndPoint item)
    {
        ArgumentNullException.ThrowIfNull(item);
        base.SetItem(index, item);
    }
}
