using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace MyArch.DataDefaults;

/// <summary>
/// Migrates when the host starts, which waits for it a while. When the primary cannot be reached the host starts all the same, answers 503 where the database is needed, and goes on trying:
/// a database that is down must not keep new instances from coming up.
/// </summary>
internal sealed partial class MigrationService(
    Migrator migrator, SchemaState schema, DatabaseConnections connections, IOptions<DatabaseOptions> options, IHostApplicationLifetime host, TimeProvider time, ILogger<MigrationService> logger)
    : IHostedService, IDisposable
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(2);

    private readonly CancellationTokenSource _stop = new();
    private Task _work = Task.CompletedTask;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (schema.IsReady)
        {
            return;
        }

        var attempt = TryAsync(_stop.Token);
        await ((Task)attempt.WaitAsync(options.Value.StartTimeout, time, cancellationToken)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        cancellationToken.ThrowIfCancellationRequested();
        if (attempt.IsCompleted)
        {
            // What nobody but a person can put right ends the start here, and the whole service if it turns up later.
            await attempt;
        }

        _work = RepeatAsync(attempt, _stop.Token);
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stop.CancelAsync();
        await _work.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public void Dispose() => _stop.Dispose();

    private async Task RepeatAsync(Task<bool> first, CancellationToken stop)
    {
        try
        {
            var pause = FirstPause;
            var isDone = await IsDoneAsync(first, stop);
            while (!isDone)
            {
                await Task.Delay(pause, time, stop);
                pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
                isDone = await IsDoneAsync(TryAsync(stop), stop);
            }
        }
        catch (MigrationException failure)
        {
            LogImpossible(failure);
            host.StopApplication();
        }
    }

    // The host runs already: whatever it is, the next attempt may do better, and who reads the log knows why there is no database.
    private async Task<bool> IsDoneAsync(Task<bool> attempt, CancellationToken stop)
    {
        try
        {
            return await attempt;
        }
        catch (Exception failure) when (failure is not MigrationException && !stop.IsCancellationRequested)
        {
            LogUnforeseen(failure);
            return false;
        }
    }

    private async Task<bool> TryAsync(CancellationToken stop)
    {
        try
        {
            // Not cut short: building an index takes what it takes. But a server that is found dead is not waited for.
            var lost = connections.Servers.Primary?.Lost ?? CancellationToken.None;
            await Attempt.RunAsync(migrator.MigrateAsync, Timeout.InfiniteTimeSpan, time, lost, stop);
            schema.Ready();
            return true;
        }
        catch (Exception failure) when (DatabaseFailures.IsUnavailable(failure) || DatabaseFailures.IsConflict(failure))
        {
            LogFailed(failure.Message);
            connections.Forget();
        }

        await TryReplicaAsync(stop);
        return false;
    }

    // Reads can begin; the primary is migrated, or found to be, when it is back.
    private async Task TryReplicaAsync(CancellationToken stop)
    {
        if (schema.IsReady || !connections.Servers.HasReplica)
        {
            return;
        }

        try
        {
            if (await migrator.IsReplicaReadyAsync(stop))
            {
                schema.Ready();
            }
        }
        // A conflict: what the replay removes while it is read.
        catch (Exception failure) when (DatabaseFailures.IsUnavailable(failure) || DatabaseFailures.IsConflict(failure))
        {
            LogFailed(failure.Message);
        }
    }

    [LoggerMessage(1, LogLevel.Warning, "The database could not be migrated, which will be tried again: {Reason}")]
    private partial void LogFailed(string reason);

    [LoggerMessage(2, LogLevel.Critical, "The database cannot be migrated, and the service stops")]
    private partial void LogImpossible(MigrationException failure);

    [LoggerMessage(3, LogLevel.Error, "The database could not be migrated for a reason that was not foreseen; it will be tried again")]
    private partial void LogUnforeseen(Exception failure);
}
