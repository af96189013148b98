using System.Data.Common;
using System.Globalization;
using System.Net;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Dashboard.Resources;

namespace Aspire.Hosting.Dashboard.Traces.Detail;

/// <summary>Which resource of the model listens at an address: by the addresses of the resources, and by the hosts in their connection strings.</summary>
/// <seealso href="https://github.com/microsoft/aspire/blob/v13.5.1/src/Aspire.Dashboard/Model/ResourceOutgoingPeerResolver.cs"/>
internal sealed class ResourceAddresses
{
    private static readonly string[] HostNames = ["Host", "Server", "Data Source", "Endpoint"];
    private static readonly string[] PortNames = ["Port"];
    private static readonly string[] DatabaseNames = ["Database", "Initial Catalog"];

    private readonly Dictionary<(string Host, int Port), List<(string Resource, string? Database)>> _known = [];

    public static ResourceAddresses Of(IEnumerable<ResourceEntry> entries)
    {
        var addresses = new ResourceAddresses();
        foreach (var entry in entries)
        {
            foreach (var url in entry.Snapshot.Urls)
            {
                addresses.Add(url.Url, entry.Name, database: null);
            }

            if (entry.Snapshot.Properties.FirstOrDefault(static p => p.Name == KnownProperties.ConnectionString)?.Value is string text)
            {
                addresses.AddConnectionString(text, entry.Name);
            }
        }

        return addresses;
    }

    /// <summary>The resource, or null. Of a server and its databases, which are all at one address, the named database, else the server.</summary>
    /// <param name="host">A name or an IP address.</param>
    /// <param name="port">As a span says it.</param>
    /// <param name="database">The name of a database on the server.</param>
    public string? Find(string? host, string? port, string? database)
    {
        if (host is null || !int.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || !_known.TryGetValue((Normal(host), number), out var found))
        {
            return null;
        }

        var best = found.FindIndex(one => one.Database is not null && string.Equals(one.Database, database, StringComparison.OrdinalIgnoreCase));
        return found[best >= 0 ? best : Math.Max(0, found.FindIndex(static one => one.Database is null))].Resource;
    }

    /// <summary>All that a call to this address goes to: the server, and of its databases the named one.</summary>
    /// <inheritdoc cref="Find"/>
    public IEnumerable<string> FindAll(string? host, string? port, string? database) =>
        new[] { Find(host, port, database: null), Find(host, port, database) }.OfType<string>().Distinct(StringComparer.OrdinalIgnoreCase);

    private void AddConnectionString(string text, string resource)
    {
        if (Add(text, resource, database: null))
        {
            return;
        }

        var pairs = Pairs(text);
        if (Value(pairs, HostNames) is { } hosts)
        {
            AddHosts(hosts, Value(pairs, PortNames), resource, Value(pairs, DatabaseNames));
        }
        else
        {
            // Redis: hosts, then options.
            AddHosts(text, port: null, resource, database: null);
        }
    }

    private void AddHosts(string hosts, string? port, string resource, string? database)
    {
        foreach (var host in hosts.Split(',', StringSplitOptions.TrimEntries).Where(static part => !part.Contains('=')))
        {
            if (!Add($"tcp://{host}", resource, database))
            {
                Add($"tcp://{(host.Contains(':') ? $"[{host}]" : host)}:{port}", resource, database);
            }
        }
    }

    /// <summary>False: it is no address, or one without a port.</summary>
    private bool Add(string address, string resource, string? database)
    {
        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri) || uri.Port <= 0)
        {
            return false;
        }

        var key = (Normal(uri.DnsSafeHost), uri.Port);
        if (!_known.TryGetValue(key, out var resources))
        {
            _known[key] = resources = [];
        }

        resources.Add((resource, database));
        return true;
    }

    private static DbConnectionStringBuilder Pairs(string text)
    {
        try
        {
            return new DbConnectionStringBuilder { ConnectionString = text };
        }
        catch (ArgumentException)
        {
            return [];
        }
    }

    private static string? Value(DbConnectionStringBuilder pairs, string[] names) =>
        names.Select(name => pairs.TryGetValue(name, out var value) ? value.ToString() : null).FirstOrDefault(static value => !string.IsNullOrEmpty(value));

    /// <summary>This machine has many names: a process listens at one and is called by another.</summary>
    private static string Normal(string host)
    {
        var isHere = IPAddress.TryParse(host, out var ip) ? IPAddress.IsLoopback(ip)
            : host.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase)
                || host.Equals("host.docker.internal", StringComparison.OrdinalIgnoreCase) || host.Equals("host.containers.internal", StringComparison.OrdinalIgnoreCase);
        return isHere ? "localhost" : host.ToLowerInvariant();
    }
}
