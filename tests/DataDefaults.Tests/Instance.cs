using System.Reflection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using NpgsqlTypes;

namespace MyArch.DataDefaults.Tests;

/// <summary>One instance of a service with a database and perhaps a cache, with times that fit a test.</summary>
internal sealed class Instance : IAsyncDisposable
{
    private readonly IHost _host;
    private bool _isStarted;

    private Instance(IHost host, LogRecorder logs) => (_host, Logs) = (host, logs);

    public LogRecorder Logs { get; }

    public Database Database => Get<Database>();

    public CacheAside Cache => Get<CacheAside>();

    public IHostApplicationLifetime Lifetime => Get<IHostApplicationLifetime>();

    public static async Task<Instance> StartAsync(
        string connectionString, Assembly? migrations = null, string? redis = null, Action<IServiceCollection>? services = null, params (string Key, string Value)[] settings)
    {
        var instance = Create(connectionString, migrations, redis, services, settings);
        await instance.StartAsync();
        return instance;
    }

    public static Instance Create(
        string connectionString, Assembly? migrations, string? redis = null, Action<IServiceCollection>? services = null, params (string Key, string Value)[] settings)
    {
        var builder = new HostApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        Dictionary<string, string?> configuration = new(StringComparer.OrdinalIgnoreCase)
        {
            ["ConnectionStrings:store"] = connectionString,
            ["ConnectionStrings:cache"] = redis,
            ["Database:MonitorInterval"] = "00:00:00.1",
            // A machine that is busy with other tests is slow and not broken.
            ["Database:MonitorTimeout"] = "00:00:10",
            ["Database:ReadTimeout"] = "00:00:20",
            ["Database:WriteTimeout"] = "00:00:30",
            ["Database:StartTimeout"] = "00:01:00",
            ["Cache:OperationTimeout"] = "00:00:10",
            ["Cache:Prefix"] = "cache:test:",
        };
        foreach (var (key, value) in settings)
        {
            configuration[key] = value;
        }

        builder.Configuration.AddInMemoryCollection(configuration);
        var logs = new LogRecorder();
        builder.Logging.AddProvider(logs);
        builder.AddDatabase("store", migrations);
        if (redis is not null)
        {
            builder.AddCacheAside("cache");
        }

        services?.Invoke(builder.Services);
        return new Instance(builder.Build(), logs);
    }

    public async Task StartAsync()
    {
        await _host.StartAsync();
        _isStarted = true;
    }

    public T Get<T>()
        where T : notnull => _host.Services.GetRequiredService<T>();

    /// <summary>What this instance measures from now on.</summary>
    public Measurements Measure() => new(DataMetrics.MeterName, _host.Services);

    /// <summary>Reads one value, and says where.</summary>
    public Task<(T Value, DatabaseRole Role)> ReadAsync<T>(string sql, NpgsqlLogSequenceNumber? atLeast = null) => Database.ReadAsync(
        atLeast, async (read, token) => (await ScalarAsync<T>(read.Connection, sql, token), read.Role), CancellationToken.None);

    public Task<(T Value, DatabaseRole Role)> ReadPrimaryAsync<T>(string sql) => Database.ReadPrimaryAsync(
        async (read, token) => (await ScalarAsync<T>(read.Connection, sql, token), read.Role), CancellationToken.None);

    /// <summary>Runs a statement in a transaction of its own.</summary>
    public Task<Written<int>> WriteAsync(string sql, CancellationToken cancellationToken = default) => Database.WriteAsync(
        async (connection, token) => await ExecuteAsync(connection, sql, token), cancellationToken);

    public async ValueTask DisposeAsync()
    {
        if (_isStarted)
        {
            await _host.StopAsync();
        }

        if (_host is IAsyncDisposable disposable)
        {
            await disposable.DisposeAsync();
        }
    }

    public static async Task<T> ScalarAsync<T>(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return (T)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    public static async Task<int> ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
