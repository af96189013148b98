using Npgsql;
using NpgsqlTypes;

namespace MyArch.DataDefaults;

/// <summary>
/// A database with a primary and perhaps a replica. What is read is asked of the replica while it is there and fresh, and of the primary otherwise; what is written goes to the primary. Everything
/// here throws <see cref="DatabaseUnavailableException"/> when no server can do it now, and while the migrations are not done.
/// </summary>
public sealed class Database
{
    private readonly DatabaseReader _reader;
    private readonly DatabaseWriter _writer;
    private readonly DatabaseConnections _connections;
    private readonly SchemaState _schema;

    internal Database(DatabaseReader reader, DatabaseWriter writer, DatabaseConnections connections, SchemaState schema) =>
        (_reader, _writer, _connections, _schema) = (reader, writer, connections, schema);

    /// <summary>Names the data, so that what was cached of another system is not taken for this one's; <see langword="null"/> until a server was reached.</summary>
    internal long? SystemIdentifier => _connections.Servers.SystemIdentifier;

    /// <summary>Nobody can see more than what the replica has.</summary>
    internal bool IsPrimaryDown => _connections.Servers.IsPrimaryDown;

    /// <summary>
    /// Reads. A server that fails or does not answer in <see cref="DatabaseOptions.ReadTimeout"/> is replaced by the other one, once; so <paramref name="read"/> may run twice, the first run being
    /// left to its end. Nothing that it does may count but what it returns.
    /// </summary>
    /// <param name="atLeast">
    /// A position that must be seen, or <see langword="null"/>. It is ignored if it lies beyond the primary's own. When the primary does not answer, the replica serves the read even if it has not
    /// come so far: old is better than nothing.
    /// </param>
    /// <param name="read">Reads on the connection that it is given, and returns all that is wanted of it.</param>
    /// <param name="cancellationToken">Ends the read when nobody wants it any more.</param>
    public Task<T> ReadAsync<T>(
        NpgsqlLogSequenceNumber? atLeast, Func<ReadConnection, CancellationToken, Task<T>> read, CancellationToken cancellationToken)
    {
        _schema.ThrowIfNotReady();
        return _reader.ReadAsync(atLeast, primaryOnly: false, read, cancellationToken);
    }

    /// <summary>Reads on the primary or not at all: for what must never go backwards.</summary>
    /// <param name="read">See <see cref="ReadAsync"/>.</param>
    /// <param name="cancellationToken">Likewise.</param>
    public Task<T> ReadPrimaryAsync<T>(Func<ReadConnection, CancellationToken, Task<T>> read, CancellationToken cancellationToken)
    {
        _schema.ThrowIfNotReady();
        return _reader.ReadAsync(atLeast: null, primaryOnly: true, read, cancellationToken);
    }

    /// <summary>
    /// Does a transaction on the primary (read committed) and commits it. It is done again as a whole when other transactions were in its way (<see cref="DatabaseOptions.WriteAttempts"/>) and, once, when its
    /// connection turns out to be broken before the commit was sent; so <paramref name="write"/> may run several times.
    /// </summary>
    /// <param name="write">Writes on the connection, which is in the transaction. An exception rolls it back.</param>
    /// <param name="cancellationToken">Ends the write, but not any more when the commit was sent.</param>
    /// <exception cref="CommitOutcomeUnknownException">The connection was lost during the commit: it may have happened or not.</exception>
    public Task<Written<T>> WriteAsync<T>(Func<NpgsqlConnection, CancellationToken, Task<T>> write, CancellationToken cancellationToken)
    {
        _schema.ThrowIfNotReady();
        return _writer.WriteAsync(write, cancellationToken);
    }

    /// <summary>Whether the position lies beyond the primary's own, as one of a wiped system does; <see langword="false"/> if the primary cannot be asked.</summary>
    internal Task<bool> IsBeyondAsync(NpgsqlLogSequenceNumber position, CancellationToken cancellationToken) => _reader.IsBeyondAsync(position, cancellationToken);
}
