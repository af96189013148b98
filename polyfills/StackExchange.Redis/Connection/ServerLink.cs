using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using StackExchange.Redis.Protocol;

namespace StackExchange.Redis.Connection;

/// <summary>Keeps a connection to the server: makes it, watches it, makes it again, and decides what becomes of commands meanwhile.</summary>
internal sealed partial class ServerLink : IDisposable
{
    private readonly Lock _gate = new();
    private readonly ConfigurationOptions _options;
    private readonly ConnectionLimits _limits;
    private readonly ServerConnector _connector;
    private readonly Backlog _backlog;
    private readonly ILogger _logger;
    private readonly CancellationTokenSource _stop = new();
    private readonly TaskCompletionSource<RedisConnectionException?> _firstOutcome = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile ServerConnection? _connection;
    private RedisConnectionException? _lastFailure;
    private Task _running = Task.CompletedTask;
    private Task? _closing;

    public ServerLink(ConfigurationOptions options, string clientName, ConnectionLimits limits)
    {
        _options = options;
        _limits = limits;
        _connector = new ServerConnector(options, clientName, limits);
        _backlog = new Backlog(limits);
        _logger = options.LoggerFactory?.CreateLogger(typeof(ConnectionMultiplexer).FullName!) ?? NullLogger.Instance;
    }

    public bool IsConnected => _connection is { IsOpen: true };

    /// <summary>Completes with null when connected, or with the reason when that has failed as often as it is tried at first.</summary>
    public Task<RedisConnectionException?> FirstOutcome => _firstOutcome.Task;

    public void Start()
    {
        // The loops belong to the process and not to the request that happened to need Redis first.
        using (ExecutionContext.SuppressFlow())
        {
            _running = Task.Run(() => Task.WhenAll(KeepConnectedAsync(_stop.Token), WatchAsync(_stop.Token)));
        }
    }

    public Task<T> Send<T>(RequestBuffer request, ReplyReader<T> reader)
    {
        var command = new PendingCommand<T>(request.Command, reader);
        Send(command, request);
        return command.Task;
    }

    public void Send(IPendingCommand command, RequestBuffer request)
    {
        var outcome = _connection?.TrySend(command, request.Written) ?? SendOutcome.Closed;
        if (outcome == SendOutcome.Closed)
        {
            outcome = SendLater(command, request.Written);
        }

        if (outcome == SendOutcome.Full)
        {
            command.Fail(new RedisConnectionException(
                ConnectionFailureType.UnableToResolvePhysicalConnection,
                $"Too many commands wait already (at most {_limits.MaxCommands}, and {_limits.MaxRequestBytes} bytes). Command: {command.Name}",
                _lastFailure,
                CommandStatus.WaitingToBeSent));
        }

        request.Release();
    }

    public Task CloseAsync(bool allowCommandsToComplete)
    {
        lock (_gate)
        {
            return _closing ??= Task.Run(() => CloseOnceAsync(allowCommandsToComplete));
        }
    }

    /// <summary>The last step of closing.</summary>
    public void Dispose() => _stop.Dispose();

    private SendOutcome SendLater(IPendingCommand command, ReadOnlySpan<byte> request)
    {
        lock (_gate)
        {
            if (_closing is not null)
            {
                command.Fail(new ObjectDisposedException(nameof(ConnectionMultiplexer)));
                return SendOutcome.Accepted;
            }

            // It may have come back in the meantime.
            var outcome = _connection?.TrySend(command, request) ?? SendOutcome.Closed;
            if (outcome != SendOutcome.Closed)
            {
                return outcome;
            }

            if (_options.BacklogPolicy.QueueWhileDisconnected)
            {
                return _backlog.TryAdd(command, request) ? SendOutcome.Accepted : SendOutcome.Full;
            }
        }

        command.Fail(new RedisConnectionException(
            ConnectionFailureType.UnableToResolvePhysicalConnection,
            $"No connection is active/available to service this operation: {command.Name}; {_lastFailure?.Message ?? "connecting."}",
            _lastFailure,
            CommandStatus.WaitingToBeSent));
        return SendOutcome.Accepted;
    }

    private async Task CloseOnceAsync(bool allowCommandsToComplete)
    {
        ServerConnection? last;
        lock (_gate)
        {
            last = _connection;
            _connection = null;
        }

        if (allowCommandsToComplete && last is not null)
        {
            await DrainAsync(last);
        }

        await _stop.CancelAsync();
        last?.End(ConnectionFailureType.ConnectionDisposed, "The multiplexer was closed.");
        await _running;
        FailBacklog(long.MaxValue, static command => new ObjectDisposedException(nameof(ConnectionMultiplexer), $"Closed while it waited: {command.Name}"));
        Dispose();
    }

    /// <summary>Answers come in order: with that of the last command all others are there.</summary>
    private async Task DrainAsync(ServerConnection connection)
    {
        var request = RequestBuffer.Start("PING", 0);
        var last = new PendingCommand<bool>(request.Command, Replies.Alive);
        last.MayGoUnobserved();
        if (connection.TrySend(last, request.Written) == SendOutcome.Accepted)
        {
            await Task.WhenAny(last.Task, Task.Delay(_options.AsyncTimeout));
        }
    }

    private void FailBacklog(long startedBefore, Func<IPendingCommand, Exception> failure)
    {
        List<IPendingCommand> commands;
        lock (_gate)
        {
            commands = _backlog.TakeOlder(startedBefore);
        }

        foreach (var command in commands)
        {
            command.Fail(failure(command));
        }
    }
}
