using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Engine.Orchestration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting;

/// <summary>An application that is ready to run.</summary>
public class DistributedApplication : IHost, IAsyncDisposable
{
    private readonly IHost _host;
    private readonly DistributedApplication? _inner;
    private int _isDisposed;

    public DistributedApplication(IHost host)
    {
        ArgumentNullException.ThrowIfNull(host);
        _host = host;
        _inner = host as DistributedApplication;
    }

    public IServiceProvider Services => _host.Services;

    /// <summary>The states of the resources.</summary>
    public ResourceNotificationService ResourceNotifications => Services.GetRequiredService<ResourceNotificationService>();

    /// <summary>Executes commands of the resources.</summary>
    public ResourceCommandService ResourceCommands => Services.GetRequiredService<ResourceCommandService>();

    public static IDistributedApplicationBuilder CreateBuilder() => CreateBuilder([]);

    public static IDistributedApplicationBuilder CreateBuilder(string[] args)
    {
        ArgumentNullException.ThrowIfNull(args);
        return new DistributedApplicationBuilder(args);
    }

    public static IDistributedApplicationBuilder CreateBuilder(DistributedApplicationOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return new DistributedApplicationBuilder(options);
    }

    /// <summary>Runs until Ctrl+C or SIGTERM, and returns when everything has stopped.</summary>
    public void Run() => RunAsync().GetAwaiter().GetResult();

    /// <inheritdoc cref="Run" />
    public virtual async Task RunAsync(CancellationToken cancellationToken = default)
    {
        await using (this)
        {
            var lifetime = Services.GetRequiredService<IHostApplicationLifetime>();
            try
            {
                await StartAsync(cancellationToken);
            }
            catch (OperationCanceledException) when (lifetime.ApplicationStopping.IsCancellationRequested)
            {
                // Stopped while it was starting. What has started by then is stopped below.
            }

            await _host.WaitForShutdownAsync(cancellationToken);
        }
    }

    /// <summary>Starts the application, and returns when all resources that start by themselves have been started or could not be.</summary>
    /// <exception cref="DistributedApplicationException">The model cannot be run. A resource that fails to start is no such error: its state says so.</exception>
    public virtual async Task StartAsync(CancellationToken cancellationToken = default)
    {
        if (_inner is null)
        {
            var model = Services.GetRequiredService<DistributedApplicationModel>();
            await Services.GetRequiredService<Eventing.IDistributedApplicationEventing>().PublishAsync(new BeforeStartEvent(Services, model), cancellationToken);
        }

        await _host.StartAsync(cancellationToken);
    }

    /// <summary>Stops every resource, and returns when all are gone.</summary>
    public virtual Task StopAsync(CancellationToken cancellationToken = default) => _host.StopAsync(cancellationToken);

    /// <inheritdoc />
    public virtual void Dispose()
    {
        Task.Run(async () => await DisposeAsync()).GetAwaiter().GetResult();
        GC.SuppressFinalize(this);
    }

    /// <summary>Stops what still runs.</summary>
    public virtual async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isDisposed, 1) == 1)
        {
            return;
        }

        // Before the services go: programs, handlers and health checks need them until they have ended.
        if (_inner is null && Services.GetService<ApplicationOrchestrator>() is { } orchestrator)
        {
            await orchestrator.DisposeAsync();
        }

        if (_host is IAsyncDisposable disposable)
        {
            await disposable.DisposeAsync();
        }
        else
        {
            _host.Dispose();
        }

        GC.SuppressFinalize(this);
    }
}
