using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Npgsql;

namespace MyArch.DataDefaults;

/// <summary>
/// Asks every server every second whether it lives and how far it is, over a connection of its own each. So a request does not find out by waiting, and a read needs no question before it.
/// </summary>
internal sealed partial class ServerMonitor(
    DatabaseConnections connections, DataMetrics metrics, IOptions<DatabaseOptions> options, TimeProvider time, ILogger<ServerMonitor> logger) : IHostedService, IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly ReplicaLag _lag = new();
    private readonly List<NpgsqlDataSource> _sources = [];
    private Task _loops = Task.CompletedTask;

    /// <summary>Asks each server once, so that the first request knows where to go, then goes on until the end.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        metrics.Observe(connections.Servers, time);
        List<Task> first = [];
        List<Task> loops = [];
        foreach (var server in connections.Servers.All)
        {
            var source = connections.CreateMonitorSource(server, options.Value.MonitorTimeout);
            _sources.Add(source);
            var asked = CheckAsync(server, source, cancellationToken);
            first.Add(asked);
            loops.Add(RepeatAsync(asked, server, source, _stop.Token));
        }

        _loops = Task.WhenAll(loops);
        await Task.WhenAll(first);
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stop.CancelAsync();
        await _loops.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        foreach (var source in _sources)
        {
            await source.DisposeAsync();
        }

        _stop.Dispose();
    }

    private async Task RepeatAsync(Task first, Server server, NpgsqlDataSource source, CancellationToken stop)
    {
        await first.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        using var timer = new PeriodicTimer(options.Value.MonitorInterval, time);
        while (await timer.WaitForNextTickAsync(stop))
        {
            try
            {
                await CheckAsync(server, source, stop);
            }
            catch (Exception failure) when (!stop.IsCancellationRequested)
            {
                // Whatever it is: a server that nobody asks any more would stay as it was seen last.
                LogUnforeseen(failure, server);
            }
        }
    }

    private async Task CheckAsync(Server server, NpgsqlDataSource source, CancellationToken cancellationToken)
    {
        try
        {
            var before = server.Role;
            var answer = server.Observe(await AskAsync(source, cancellationToken));
            Measure(answer);
            if (server.Up() | (before is not null && before != answer.Role))
            {
                LogUp(server, answer.Role);
                connections.Forget();
            }
        }
        catch (PostgresException full) when (full.SqlState.StartsWith("53", StringComparison.Ordinal))
        {
            // It lives, and has no place for one more: that says nothing about the connections that there are.
            LogFull(server, full.MessageText);
        }
        catch (Exception failure) when (DatabaseFailures.IsUnavailable(failure))
        {
            if (server.Down())
            {
                LogDown(server, failure.Message);
            }
        }
    }

    // A connection that is broken says nothing of the server behind it, so one that was already open gets a second try on a new one.
    private async Task<ServerAnswer> AskAsync(NpgsqlDataSource source, CancellationToken cancellationToken)
    {
        var limit = options.Value.MonitorTimeout;
        var start = time.GetTimestamp();
        try
        {
            return await OnceAsync(limit);
        }
        catch (NpgsqlException) when (time.GetElapsedTime(start) < limit / 2)
        {
            return await OnceAsync(limit - time.GetElapsedTime(start));
        }

        Task<ServerAnswer> OnceAsync(TimeSpan rest) => Attempt.RunAsync(
            async token =>
            {
                await using var connection = await source.OpenConnectionAsync(token);
                return await ServerAnswer.AskAsync(connection, token);
            },
            rest, time, CancellationToken.None, cancellationToken);
    }

    private void Measure(ServerAnswer answer)
    {
        var now = time.GetTimestamp();
        if (answer.Role == DatabaseRole.Primary)
        {
            _lag.PrimaryIsAt(answer.Position, now);
        }

        foreach (var server in connections.Servers.All)
        {
            server.BehindSince = server.Role == DatabaseRole.Replica ? _lag.BehindSince(server.Position) : null;
        }
    }

    [LoggerMessage(1, LogLevel.Information, "The database server {Server} answers, as {Role}")]
    private partial void LogUp(Server server, DatabaseRole role);

    [LoggerMessage(2, LogLevel.Warning, "The database server {Server} does not answer: {Reason}")]
    private partial void LogDown(Server server, string reason);

    [LoggerMessage(3, LogLevel.Warning, "The database server {Server} has no place for the question how it is: {Reason}")]
    private partial void LogFull(Server server, string reason);

    [LoggerMessage(4, LogLevel.Error, "The database server {Server} could not be asked how it is, for a reason that was not foreseen")]
    private partial void LogUnforeseen(Exception failure, Server server);
}
