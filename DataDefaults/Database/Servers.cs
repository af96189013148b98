using System.Globalization;
using Npgsql;

namespace MyArch.DataDefaults;

/// <summary>The hosts of the connection string.</summary>
internal sealed class Servers : IDisposable
{
    private readonly Server[] _all;

    public Servers(NpgsqlConnectionStringBuilder connectionString)
    {
        _all = [.. (connectionString.Host ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(host => Parse(host, connectionString.Port))];
        if (_all.Length == 0)
        {
            throw new InvalidOperationException("The connection string names no host.");
        }
    }

    public IReadOnlyList<Server> All => _all;

    /// <summary>The server that takes writes. Of two that say so the one that started last: the other is on its way out.</summary>
    public Server? Primary => _all.Where(static server => server.Role == DatabaseRole.Primary).OrderBy(static server => server.IsDown).ThenByDescending(static server => server.Last?.Started).FirstOrDefault();

    /// <summary>The replica, the least backward one if there are several.</summary>
    public Server? Replica => _all.Where(static server => server.Role == DatabaseRole.Replica).OrderBy(static server => server.IsDown).ThenByDescending(static server => server.Position).FirstOrDefault();

    /// <summary>No server takes writes: the primary does not answer, or every host that might be it.</summary>
    public bool IsPrimaryDown => Primary is { } primary ? primary.IsDown : _all.All(static server => server.IsDown || server.Role == DatabaseRole.Replica);

    /// <summary>A replica answers.</summary>
    public bool HasReplica => Replica is { IsDown: false };

    /// <summary>Names the data; <see langword="null"/> until a server was reached.</summary>
    public long? SystemIdentifier => (Primary ?? Replica)?.Last?.SystemIdentifier;

    public Server At(NpgsqlConnection connection) =>
        _all.FirstOrDefault(server => server.IsAt(connection))
        ?? throw new InvalidOperationException($"{connection.Host}:{connection.Port} is none of the hosts of the connection string.");

    public void Dispose() => Array.ForEach(_all, static server => server.Dispose());

    // As Npgsql reads it: a colon belongs to the port unless it is one of several of an IPv6 address without brackets.
    private static Server Parse(string text, int defaultPort)
    {
        var colon = text.LastIndexOf(':');
        var hasPort = colon > 0 && (text.IndexOf(':') == colon || text[colon - 1] == ']');
        return hasPort ? new Server(text[..colon], int.Parse(text.AsSpan(colon + 1), CultureInfo.InvariantCulture)) : new Server(text, defaultPort);
    }
}
