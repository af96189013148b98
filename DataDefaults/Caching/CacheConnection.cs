using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using StackExchange.Redis;

namespace MyArch.DataDefaults;

/// <summary>Connects to Redis beside the requests: the client does it synchronously when it is first asked for, and that takes seconds while Redis is away.</summary>
internal sealed class CacheConnection(IServiceProvider services) : IHostedService
{
    private readonly Lock _gate = new();
    private Task<IDatabase>? _connecting;

    /// <summary>The database, as soon as the client exists. From then on the client itself reconnects.</summary>
    public Task<IDatabase> GetAsync()
    {
        lock (_gate)
        {
            if (_connecting is null or { IsCompleted: true, IsCompletedSuccessfully: false })
            {
                _connecting = Task.Run(() => services.GetRequiredService<IConnectionMultiplexer>().GetDatabase());
            }

            return _connecting;
        }
    }

    /// <summary>Begins, and does not wait: a service starts without its cache.</summary>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        _ = GetAsync();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
