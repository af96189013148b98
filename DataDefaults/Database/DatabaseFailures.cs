using Npgsql;

namespace MyArch.DataDefaults;

/// <summary>Tells failures of a server from failures of what it was asked.</summary>
internal static class DatabaseFailures
{
    /// <summary>The server is away, going, overloaded or does not answer: another one may do better, or the same one later.</summary>
    public static bool IsUnavailable(Exception exception) => exception switch
    {
        AttemptAbandonedException => true,
        // Classes 08 (connection), 53 (resources) and 57P (operator intervention: shutting down, starting up, crashed): https://www.postgresql.org/docs/15/errcodes-appendix.html
        PostgresException { SqlState: var state } => state.StartsWith("08", StringComparison.Ordinal) || state.StartsWith("53", StringComparison.Ordinal)
            || state.StartsWith("57P", StringComparison.Ordinal)
            // A system that is just being set up: the database is made after its server has started, and comes to the replica later still.
            || state == PostgresErrorCodes.InvalidCatalogName
            // It was the primary a moment ago.
            || state == PostgresErrorCodes.ReadOnlySqlTransaction
            // Class 28: the role, its password or its place in pg_hba.conf is not what it will be, or not yet what it was.
            || state.StartsWith("28", StringComparison.Ordinal),
        NpgsqlException => true,
        _ => false,
    };

    /// <summary>Another transaction was in the way, and the whole of this one can be done again: serialization failure or deadlock.</summary>
    public static bool IsConflict(Exception exception) =>
        exception is PostgresException { SqlState: PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected };
}
