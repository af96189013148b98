using Microsoft.Extensions.Options;
using Npgsql;
using NpgsqlTypes;

namespace MyArch.DataDefaults;

/// <summary>Takes a read to a server that can serve it.</summary>
internal sealed class DatabaseReader(DatabaseConnections connections, DataMetrics metrics, IOptions<DatabaseOptions> options, TimeProvider time)
{
    private static readonly TimeSpan CatchUpPause = TimeSpan.FromMilliseconds(1);

    private Servers Servers => connections.Servers;

    public async Task<T> ReadAsync<T>(
        NpgsqlLogSequenceNumber? atLeast, bool primaryOnly, Func<ReadConnection, CancellationToken, Task<T>> read, CancellationToken cancellationToken)
    {
        var (role, choice) = primaryOnly ? (DatabaseRole.Primary, ReadChoice.Requested) : ReadChoice.Of(Servers, options.Value.MaxLag, time);
        var step = await ServeAsync(role, choice, atLeast, primaryOnly, read, cancellationToken);
        metrics.Read(step.Role, step.Choice);
        DataTags.Tag(step.Role, step.Choice);
        return step.Value!;
    }

    /// <summary>Whether the position lies beyond the primary's own; not if the primary cannot be asked.</summary>
    public async Task<bool> IsBeyondAsync(NpgsqlLogSequenceNumber position, CancellationToken cancellationToken)
    {
        if (Servers.Primary is not { } primary || primary.Last?.End >= position || primary.IsDown)
        {
            return false;
        }

        try
        {
            var step = await ServeAsync(
                DatabaseRole.Primary,
                ReadChoice.Requested,
                atLeast: null,
                primaryOnly: true,
                // Of many who wait here for a connection, the first one asks for all.
                async (connection, token) => !(Servers.Primary?.Last?.End >= position)
                    && Servers.At(connection.Connection).Observe(await ServerAnswer.AskAsync(connection.Connection, token)).End < position,
                cancellationToken);
            return step.Value;
        }
        catch (DatabaseUnavailableException)
        {
            return false;
        }
    }

    private async Task<Step<T>> ServeAsync<T>(
        DatabaseRole role, string choice, NpgsqlLogSequenceNumber? atLeast, bool primaryOnly, Func<ReadConnection, CancellationToken, Task<T>> read, CancellationToken cancellationToken)
    {
        Exception? failure = null;
        var isChecked = false;
        while (true)
        {
            if (role == DatabaseRole.Primary && Servers.IsPrimaryDown)
            {
                throw new DatabaseUnavailableException("No database server that may serve this answers.", failure);
            }

            Step<T> step;
            try
            {
                var server = role == DatabaseRole.Primary ? Servers.Primary : Servers.Replica;
                step = await Attempt.RunAsync(
                    token => OnceAsync(role, choice, atLeast, isChecked, read, token), options.Value.ReadTimeout, time, server?.Lost ?? CancellationToken.None, cancellationToken);
            }
            catch (Exception exception) when (IsServersFault(exception, role))
            {
                var hasOther = !primaryOnly && (role == DatabaseRole.Primary ? Servers.HasReplica : !Servers.IsPrimaryDown);
                if (failure is not null || (!hasOther && exception is AttemptAbandonedException))
                {
                    throw new DatabaseUnavailableException("No database server could serve this.", exception);
                }

                failure = exception;
                if (hasOther)
                {
                    (role, choice) = (role == DatabaseRole.Primary ? DatabaseRole.Replica : DatabaseRole.Primary, ReadChoice.Failover);
                }
                else
                {
                    // A connection from the pool that had broken unnoticed; the next one is new.
                    connections.Forget();
                }

                continue;
            }

            switch (step.Kind)
            {
                case StepKind.Doubtful:
                    isChecked = true;
                    // One of a system that is no more is ignored.
                    atLeast = await IsBeyondAsync(atLeast!.Value, cancellationToken) ? null : atLeast;
                    break;
                case StepKind.Behind:
                    metrics.Redirected();
                    (role, choice) = (DatabaseRole.Primary, ReadChoice.Token);
                    break;
                default:
                    return step;
            }
        }
    }

    private async Task<Step<T>> OnceAsync<T>(
        DatabaseRole role, string choice, NpgsqlLogSequenceNumber? atLeast, bool isChecked, Func<ReadConnection, CancellationToken, Task<T>> read, CancellationToken cancellationToken)
    {
        await using var connection = await connections.OpenAsync(role, cancellationToken);
        var server = Servers.At(connection);
        var actual = RoleOf(connection);
        if (actual != role && role == DatabaseRole.Replica)
        {
            choice = ReadChoice.ReplicaDown;
        }

        var position = server.Position;
        if (position == NpgsqlLogSequenceNumber.Invalid || position < atLeast)
        {
            var answer = server.Observe(await ServerAnswer.AskAsync(connection, cancellationToken));
            if (actual == DatabaseRole.Replica && answer.Position < atLeast && !Servers.IsPrimaryDown && choice == ReadChoice.Fresh)
            {
                if (!isChecked && !(Servers.Primary?.Last?.End >= atLeast))
                {
                    return new Step<T>(StepKind.Doubtful);
                }

                answer = await CatchUpAsync(connection, server, atLeast.Value, cancellationToken);
                if (answer.Position < atLeast)
                {
                    return new Step<T>(StepKind.Behind);
                }
            }

            position = answer.Position;
        }

        var value = await read(new ReadConnection(connection, actual, position), cancellationToken);
        return new Step<T>(StepKind.Done, value, actual, choice);
    }

    // The log is on its way: over a local network it is here after a millisecond or two.
    private async Task<ServerAnswer> CatchUpAsync(NpgsqlConnection connection, Server server, NpgsqlLogSequenceNumber atLeast, CancellationToken cancellationToken)
    {
        var start = time.GetTimestamp();
        ServerAnswer answer;
        do
        {
            await Task.Delay(CatchUpPause, time, cancellationToken);
            answer = server.Observe(await ServerAnswer.AskAsync(connection, cancellationToken));
        }
        while (answer.Position < atLeast && time.GetElapsedTime(start) < options.Value.CatchUpWait);
        return answer;
    }

    // Reported by the server when the connection is opened, and again when it changes.
    private static DatabaseRole RoleOf(NpgsqlConnection connection) =>
        connection.PostgresParameters.TryGetValue("in_hot_standby", out var value) && value == "on" ? DatabaseRole.Replica : DatabaseRole.Primary;

    // On a replica a query that needs rows which the replay removes is cancelled with the code of a conflict; the primary has no such trouble.
    private static bool IsServersFault(Exception exception, DatabaseRole role) =>
        DatabaseFailures.IsUnavailable(exception) || (role == DatabaseRole.Replica && DatabaseFailures.IsConflict(exception));

    private enum StepKind
    {
        Done,

        /// <summary>The replica lacks what the reader must see, also after a moment.</summary>
        Behind,

        /// <summary>The replica lacks it, and perhaps the primary too: that is asked before anybody waits.</summary>
        Doubtful,
    }

    private readonly record struct Step<T>(StepKind Kind, T? Value = default, DatabaseRole Role = default, string Choice = "");
}
