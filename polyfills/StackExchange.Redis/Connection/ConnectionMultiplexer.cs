using StackExchange.Redis.Connection;
using StackExchange.Redis.Database;

namespace StackExchange.Redis;

/// <summary>One connection to a server, shared by any number of callers, that is made again when it is lost.</summary>
public sealed class ConnectionMultiplexer : IConnectionMultiplexer
{
    private readonly RedisDatabase _database;
    private readonly ConfigurationOptions _options;

    private ConnectionMultiplexer(ConfigurationOptions options, ConnectionLimits limits)
    {
        _options = options.Clone();
        _options.SetDefaultPorts();
        if (_options.EndPoints.Count != 1)
        {
            throw _options.EndPoints.Count == 0
                ? new ArgumentException("No endpoints specified", nameof(options))
                : new NotSupportedException($"This client talks to one server, and {_options.EndPoints.Count} addresses are configured.");
        }

        ClientName = string.IsNullOrEmpty(_options.ClientName) ? Environment.MachineName : _options.ClientName;
        var number = _options.DefaultDatabase ?? 0;
        Link = new ServerLink(_options, ClientName, limits);
        Tracing = new CommandTracing(Link, _options.EndPoints[0], number);
        _database = new RedisDatabase(this, number);
    }

    /// <inheritdoc/>
    public string ClientName { get; }

    /// <inheritdoc/>
    public string Configuration => _options.ToString(includePassword: false);

    /// <inheritdoc/>
    public bool IsConnected => Link.IsConnected;

    internal ServerLink Link { get; }

    internal CommandTracing Tracing { get; }

    /// <summary>Connects to the server of a connection string.</summary>
    /// <param name="configuration">The connection string: <see cref="ConfigurationOptions.Parse(string)"/>.</param>
    /// <param name="log">Told what is tried and what fails, never a secret.</param>
    /// <exception cref="RedisConnectionException">The server cannot be reached, and <see cref="ConfigurationOptions.AbortOnConnectFail"/> is set.</exception>
    public static Task<ConnectionMultiplexer> ConnectAsync(string configuration, TextWriter? log = null) =>
        ConnectAsync(ConfigurationOptions.Parse(configuration), log);

    /// <summary>Connects to a server.</summary>
    /// <param name="configuration">How; a copy is kept.</param>
    /// <param name="log">Told what is tried and what fails, never a secret.</param>
    /// <exception cref="RedisConnectionException">The server cannot be reached, and <see cref="ConfigurationOptions.AbortOnConnectFail"/> is set.</exception>
    public static Task<ConnectionMultiplexer> ConnectAsync(ConfigurationOptions configuration, TextWriter? log = null)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        return ConnectAsync(configuration, ConnectionLimits.Default, log);
    }

    /// <summary>Connects to a server, and blocks the caller until that is done; for where nothing can be awaited.</summary>
    /// <param name="configuration">How; a copy is kept.</param>
    /// <param name="log">Told what is tried and what fails, never a secret.</param>
    /// <exception cref="RedisConnectionException">The server cannot be reached, and <see cref="ConfigurationOptions.AbortOnConnectFail"/> is set.</exception>
    public static ConnectionMultiplexer Connect(ConfigurationOptions configuration, TextWriter? log = null) =>
        Task.Run(() => ConnectAsync(configuration, log)).GetAwaiter().GetResult();

    /// <inheritdoc/>
    public IDatabase GetDatabase(int db = -1, object? asyncState = null) => db < 0 || db == _database.Database
        ? _database
        : throw new NotSupportedException($"This client keeps one connection, which has database {_database.Database}; database {db} needs a connection of its own.");

    /// <inheritdoc/>
    public Task CloseAsync(bool allowCommandsToComplete = true) => Link.CloseAsync(allowCommandsToComplete);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => new(CloseAsync());

    /// <inheritdoc/>
    public void Dispose() => CloseAsync().GetAwaiter().GetResult();

    /// <summary>The name of the client.</summary>
    public override string ToString() => ClientName;

    internal static async Task<ConnectionMultiplexer> ConnectAsync(ConfigurationOptions configuration, ConnectionLimits limits, TextWriter? log = null)
    {
        var multiplexer = new ConnectionMultiplexer(configuration, limits);
        log?.WriteLine($"Connecting: {multiplexer.Configuration}");
        multiplexer.Link.Start();
        var failure = await multiplexer.WaitForConnectionAsync();
        log?.WriteLine(failure is null ? $"Connected: {multiplexer.IsConnected}" : failure.Message);
        if (failure is null || !multiplexer._options.AbortOnConnectFail)
        {
            return multiplexer;
        }

        await multiplexer.CloseAsync(allowCommandsToComplete: false);
        throw new RedisConnectionException(
            ConnectionFailureType.UnableToConnect, $"It was not possible to connect to the redis server(s). {failure.Message}", failure);
    }

    private async Task<RedisConnectionException?> WaitForConnectionAsync()
    {
        if (_options.AbortOnConnectFail)
        {
            return await Link.FirstOutcome;
        }

        // The caller gets a multiplexer in any case and is not kept waiting for a server that does not answer.
        var limit = Task.Delay(_options.ConnectTimeout);
        return await Task.WhenAny(Link.FirstOutcome, limit) == limit ? null : await Link.FirstOutcome;
    }
}
