using System.Globalization;
using Npgsql;
using NpgsqlTypes;

namespace MyArch.DataDefaults;

/// <summary>One attempt at a transaction, and how far it has come.</summary>
internal sealed class WriteTransaction<T>(DatabaseConnections connections, Func<NpgsqlConnection, CancellationToken, Task<T>> write)
{
    // An open transaction's own number, and its snapshot "xmin:xmax:…": the number twice and nothing behind means that no other transaction is open and that none ended after this one began.
    private const string BeforeCommit = "select pg_current_xact_id_if_assigned()::text, pg_current_snapshot()::text";

    /// <summary>
    /// The end of the log, then a small record behind it. Whoever reads the position later, and so sees the transaction, then finds the log longer than that; whoever read it before the
    /// transaction was visible did not (<see cref="ServerAnswer.Position"/>). Without the record both would find the same as long as nobody else writes. It is not flushed and costs no wait.
    /// </summary>
    private const string AfterCommit = "select pg_current_wal_insert_lsn(), pg_logical_emit_message(false, 'myarch', '')";

    private const string Snapshot = "select pg_current_snapshot()::text";

    private const int Open = 0;
    private const int CommitSent = 1;
    private const int Abandoned = 2;

    private int _stage = Open;
    private volatile bool _isCommitted;

    public bool IsCommitted => _isCommitted;

    /// <summary>What the write returned.</summary>
    public T? Value { get; private set; }

    /// <summary>Sees to it that it is not committed any more. Either this succeeds or the commit is sent, and never both: who is told that nothing was changed can rely on it.</summary>
    /// <returns>Whether that was in time.</returns>
    public bool TryAbandon() => Interlocked.CompareExchange(ref _stage, Abandoned, Open) != CommitSent;

    /// <summary>The commit was sent, and this says nothing of how it went. A server that refuses to commit says why.</summary>
    public bool IsInDoubt(Exception exception) => !TryAbandon() && !(exception is PostgresException refusal && !IsOfTheServer(refusal.SqlState));

    // Connection (08), going away (57), broken (58, F0, XX).
    private static bool IsOfTheServer(string code) => code[..2] is "08" or "57" or "58" or "F0" or "XX";

    public async Task<Written<T>> RunAsync(CancellationToken cancellationToken)
    {
        await using var connection = await connections.OpenAsync(DatabaseRole.Primary, cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var value = await write(connection, cancellationToken);
        var own = await AloneAsync(connection, cancellationToken);

        Value = value;
        if (Interlocked.CompareExchange(ref _stage, CommitSent, Open) == Abandoned)
        {
            throw new OperationCanceledException("The transaction was given up before its commit.");
        }

        await transaction.CommitAsync(CancellationToken.None);
        _isCommitted = true;

        return await LocateAsync(connection, value, own, cancellationToken);
    }

    public async Task<NpgsqlLogSequenceNumber> AskAgainAsync(CancellationToken cancellationToken)
    {
        await using var connection = await connections.OpenAsync(DatabaseRole.Primary, cancellationToken);
        return (await LocateAsync(connection, Value!, own: null, cancellationToken)).Position;
    }

    private static async Task<ulong?> AloneAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(BeforeCommit, connection);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        return !await reader.IsDBNullAsync(0, cancellationToken) && reader.GetString(0) is var own && reader.GetString(1) == $"{own}:{own}:"
            ? ulong.Parse(own, CultureInfo.InvariantCulture)
            : null;
    }

    private static async Task<Written<T>> LocateAsync(NpgsqlConnection connection, T value, ulong? own, CancellationToken cancellationToken)
    {
        // Two statements in one round trip: the snapshot is taken after the position.
        await using var batch = new NpgsqlBatch(connection) { BatchCommands = { new(AfterCommit), new(Snapshot) } };
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        var position = await reader.GetFieldValueAsync<NpgsqlLogSequenceNumber>(0, cancellationToken);
        await reader.NextResultAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        var isUndisturbed = own + 1 is { } next && reader.GetString(0) == string.Create(CultureInfo.InvariantCulture, $"{next}:{next}:");
        return new Written<T>(value, position, isUndisturbed);
    }
}
