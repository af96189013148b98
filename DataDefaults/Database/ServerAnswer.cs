using Npgsql;
using NpgsqlTypes;

namespace MyArch.DataDefaults;

/// <summary>What a server says of itself.</summary>
/// <param name="Question">The number of the question: one that was asked later has a higher one.</param>
/// <param name="Role">Whether it is in recovery, which is what a replica is for all its life.</param>
/// <param name="Started">When it started, or started anew by itself after one of its processes crashed: a replica may then be behind where it was.</param>
/// <param name="SystemIdentifier">Names the data itself; replicas have the one of their primary.</param>
/// <param name="Position">Every transaction up to here is seen by whoever reads on the server after the answer.</param>
/// <param name="End">The end of the primary's write-ahead log; the position again for a replica.</param>
internal readonly record struct ServerAnswer(
    long Question, DatabaseRole Role, DateTime Started, long SystemIdentifier, NpgsqlLogSequenceNumber Position, NpgsqlLogSequenceNumber End)
{
    // The statistics begin anew when the server recovers from a crash, also where the main process survived it.
    private const string Text = """
        select recovering, greatest(pg_postmaster_start_time(), pg_stat_get_bgwriter_stat_reset_time()), system_identifier,
               case when recovering then coalesce(pg_last_wal_replay_lsn(), '0/0') else pg_current_wal_flush_lsn() end,
               case when recovering then '0/0'::pg_lsn else pg_current_wal_insert_lsn() end
        from pg_control_system(), pg_is_in_recovery() as recovering
        """;

    private static long s_questions;

    public static async Task<ServerAnswer> AskAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var question = Interlocked.Increment(ref s_questions);
        await using var command = new NpgsqlCommand(Text, connection);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        var (started, system, position, end) =
            (reader.GetDateTime(1), reader.GetInt64(2), reader.GetFieldValue<NpgsqlLogSequenceNumber>(3), reader.GetFieldValue<NpgsqlLogSequenceNumber>(4));
        return reader.GetBoolean(0)
            ? new ServerAnswer(question, DatabaseRole.Replica, started, system, position, position)
            : new ServerAnswer(question, DatabaseRole.Primary, started, system, Seen(position, end), end);
    }

    /// <summary>
    /// What a reader on the primary surely sees: what is on disk, because only that outlives a crash, and less than what is in the log, because the commit at its very end may be written
    /// and not yet visible. Whoever cannot see a transaction thereby stays below the position that its writer is told, which is read when the transaction is visible. (A replica's position
    /// moves after the effect is visible.)
    /// </summary>
    private static NpgsqlLogSequenceNumber Seen(NpgsqlLogSequenceNumber onDisk, NpgsqlLogSequenceNumber end) =>
        NpgsqlLogSequenceNumber.Smaller(onDisk, new NpgsqlLogSequenceNumber((ulong)end - 1));
}
