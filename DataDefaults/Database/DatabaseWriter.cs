using System.Security.Cryptography;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Npgsql;
using NpgsqlTypes;

namespace MyArch.DataDefaults;

/// <summary>Does a transaction on the primary, and finds out where it stands in the log.</summary>
internal sealed partial class DatabaseWriter(
    DatabaseConnections connections, DataMetrics metrics, IOptions<DatabaseOptions> options, TimeProvider time, ILogger<DatabaseWriter> logger)
{
    private const int FirstPauseMilliseconds = 5;

    public async Task<Written<T>> WriteAsync<T>(Func<NpgsqlConnection, CancellationToken, Task<T>> write, CancellationToken cancellationToken)
    {
        var conflicts = 0;
        var hasReconnected = false;
        while (true)
        {
            if (connections.Servers.IsPrimaryDown)
            {
                metrics.Written("unavailable");
                throw new DatabaseUnavailableException("The primary database server does not answer.");
            }

            var transaction = new WriteTransaction<T>(connections, write);
            try
            {
                var written = await RunAsync(transaction, cancellationToken);
                metrics.Written("committed");
                return written;
            }
            catch (Exception exception) when (transaction.IsInDoubt(exception))
            {
                metrics.Written("unknown");
                LogInDoubt(exception);
                throw new CommitOutcomeUnknownException("The connection was lost while the transaction was being committed.", exception);
            }
            catch (Exception exception) when (DatabaseFailures.IsConflict(exception) && ++conflicts < options.Value.WriteAttempts)
            {
                metrics.WriteRetried();
                // Twice as long each time and not for all the same, or those in each other's way would meet again.
                await Task.Delay(TimeSpan.FromMilliseconds(RandomNumberGenerator.GetInt32(1, FirstPauseMilliseconds << conflicts)), time, cancellationToken);
            }
            catch (Exception exception) when (DatabaseFailures.IsUnavailable(exception))
            {
                if (hasReconnected || exception is AttemptAbandonedException)
                {
                    metrics.Written("unavailable");
                    throw new DatabaseUnavailableException("The primary database server could not do it.", exception);
                }

                // Nothing is committed yet, and the connection may have been one from the pool that had broken unnoticed. The next one is new.
                hasReconnected = true;
                connections.Forget();
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                metrics.Written("failed");
                throw;
            }
        }
    }

    private async Task<Written<T>> RunAsync<T>(WriteTransaction<T> transaction, CancellationToken cancellationToken)
    {
        var lost = connections.Servers.Primary?.Lost ?? CancellationToken.None;
        // A caller may give up until the commit is sent; after that what counts is how it ended.
        using var beforeCommit = new CancellationTokenSource();
        await using var registration = cancellationToken.UnsafeRegister(
            _ =>
            {
                if (transaction.TryAbandon())
                {
                    beforeCommit.Cancel();
                }
            },
            null);
        try
        {
            return await Attempt.RunAsync(transaction.RunAsync, options.Value.WriteTimeout, time, lost, beforeCommit.Token);
        }
        catch (Exception exception) when (transaction.IsCommitted && (DatabaseFailures.IsUnavailable(exception) || exception is OperationCanceledException))
        {
            return new Written<T>(transaction.Value!, await AskAgainAsync(transaction));
        }
    }

    // Any later position of the primary is one at or after the commit. If it cannot be asked, the transaction is committed all the same.
    private async Task<NpgsqlLogSequenceNumber> AskAgainAsync<T>(WriteTransaction<T> transaction)
    {
        connections.Forget();
        if (connections.Servers.IsPrimaryDown)
        {
            return NpgsqlLogSequenceNumber.Invalid;
        }

        try
        {
            var lost = connections.Servers.Primary?.Lost ?? CancellationToken.None;
            return await Attempt.RunAsync(transaction.AskAgainAsync, options.Value.ReadTimeout, time, lost, CancellationToken.None);
        }
        catch (Exception exception) when (DatabaseFailures.IsUnavailable(exception))
        {
            LogUnlocated(exception.Message);
            return NpgsqlLogSequenceNumber.Invalid;
        }
    }

    [LoggerMessage(1, LogLevel.Error, "The connection was lost while a transaction was being committed: it may be in the database or not")]
    private partial void LogInDoubt(Exception exception);

    [LoggerMessage(2, LogLevel.Warning, "A transaction is committed, and its position in the log could not be asked: {Reason}")]
    private partial void LogUnlocated(string reason);
}
