using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Engine.Dashboard;
using Aspire.Hosting.Engine.Health;
using Aspire.Hosting.Engine.Logging;
using Aspire.Hosting.Eventing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Engine.Orchestration;

/// <summary>Runs the application: brings its resources up together, and down in the reverse order of their dependencies.</summary>
internal sealed partial class ApplicationOrchestrator : IHostedService, IAsyncDisposable
{
    /// <summary>The most that stopping may take; what has not ended by then is killed.</summary>
    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(30);

    private readonly IServiceProvider _services;
    private readonly DistributedApplicationModel _model;
    private readonly RunnerServices _runnerServices;
    private readonly IDistributedApplicationEventing _eventing;
    private readonly ILogger _logger;
    private readonly CancellationTokenSource _stopping = new();
    private readonly List<Task> _background = [];
    private readonly Dictionary<IResource, ResourceRunner> _runners = [];
    private readonly Lock _stopLock = new();
    private ApplicationDashboard? _dashboard;
    private Task? _stop;
    private int _isDisposed;

    public ApplicationOrchestrator(IServiceProvider services)
    {
        _services = services;
        _model = services.GetRequiredService<DistributedApplicationModel>();
        _runnerServices = services.GetRequiredService<RunnerServices>();
        _eventing = services.GetRequiredService<IDistributedApplicationEventing>();
        _logger = services.GetRequiredService<ILogger<ApplicationOrchestrator>>();
    }

    /// <summary>Starts what starts by itself, and returns when all of it has been started or could not be.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        _services.GetRequiredService<ModelValidator>().Validate();
        using var starting = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _stopping.Token);
        await StartDashboardAsync(starting.Token);
        await InitializeAsync(starting.Token);
        await Task.WhenAll(_runners.Values
            .Where(runner => !runner.Resource.HasAnnotationOfType<ExplicitStartupAnnotation>())
            .Select(runner => Task.Run(() => runner.StartAsync(_stopping.Token), starting.Token))).WaitAsync(starting.Token);
        await _eventing.PublishAsync(new AfterResourcesCreatedEvent(_services, _model), starting.Token);
    }

    /// <summary>Stops everything; a second call waits for the first.</summary>
    public Task StopAsync(CancellationToken cancellationToken)
    {
        lock (_stopLock)
        {
            return _stop ??= StopOnceAsync(cancellationToken);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isDisposed, 1) == 1)
        {
            return;
        }

        using var bound = new CancellationTokenSource(StopTimeout);
        await StopAsync(bound.Token);
        _stopping.Dispose();
        foreach (var runner in _runners.Values)
        {
            runner.Dispose();
        }
    }

    private async Task StartDashboardAsync(CancellationToken cancellationToken)
    {
        _dashboard = ApplicationDashboard.Find(_services, _services.GetRequiredService<DistributedApplicationOptions>());
        if (_dashboard is not null)
        {
            await _dashboard.StartAsync(cancellationToken);
        }
    }

    private async Task InitializeAsync(CancellationToken cancellationToken)
    {
        if (_services.GetRequiredService<DistributedApplicationOptions>().EnableResourceLogging)
        {
            _services.GetRequiredService<ResourceLogForwarder>().Start(_model.Resources);
        }

        _runnerServices.Connections.ShowInSnapshots();
        _runnerServices.Events.MakeStartsWait();
        foreach (var resource in _model.Resources.Where(r => WorkloadLauncher.TypeOf(r) is not null))
        {
            var runner = new ResourceRunner(resource, _runnerServices);
            LifecycleCommands.Add(runner);
            _runners[resource] = runner;
        }

        foreach (var resource in _model.Resources)
        {
            await _runnerServices.States.InitializeAsync(resource);
        }

        _background.Add(_services.GetRequiredService<HealthMonitor>().RunAsync(_stopping.Token));
        foreach (var parameter in _model.Resources.OfType<ParameterResource>())
        {
            await _services.GetRequiredService<ParameterStates>().PublishAsync(parameter, cancellationToken);
        }

        _runnerServices.Endpoints.Allocate([.. _runners.Keys]);
        foreach (var resource in _model.Resources)
        {
            await AnnounceEndpointsAsync(resource, cancellationToken);
        }

        foreach (var resource in _model.Resources)
        {
            _background.Add(Task.Run(() => InitializeResourceAsync(resource), CancellationToken.None));
        }
    }

    private async Task AnnounceEndpointsAsync(IResource resource, CancellationToken cancellationToken)
    {
        if (_runners.ContainsKey(resource) && resource is IResourceWithEndpoints)
        {
            await _eventing.PublishAsync(new ResourceEndpointsAllocatedEvent(resource, _services), cancellationToken);
        }

        await _services.GetRequiredService<ResourceUrls>().PublishAsync(resource, cancellationToken);
    }

    private async Task InitializeResourceAsync(IResource resource)
    {
        var loggers = _services.GetRequiredService<ResourceLoggerService>();
        var @event = new InitializeResourceEvent(resource, _eventing, loggers, _services.GetRequiredService<ResourceNotificationService>(), _services);
        try
        {
            await _eventing.PublishAsync(@event, _stopping.Token);
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            return;
        }
        catch (Exception exception)
        {
            Log.InitializationFailed(_logger, exception, resource.Name);
            await _runnerServices.States.EndAsync(resource, KnownResourceStates.FailedToStart, KnownResourceStateStyles.Error, exitCode: null);
        }
    }

    private async Task StopOnceAsync(CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync();
        var order = new StopOrder(_model.Resources);
        var stops = new Dictionary<IResource, Lazy<Task>>();
        foreach (var (resource, runner) in _runners)
        {
            stops[resource] = new Lazy<Task>(() => StopInOrderAsync(runner, [.. order.DependantsOf(resource).Where(stops.ContainsKey).Select(d => stops[d])], cancellationToken));
        }

        await Task.WhenAll(stops.Values.Select(stop => stop.Value));
        await Task.WhenAll(_background);
        foreach (var container in _runners.Keys.OfType<ContainerResource>())
        {
            _services.GetRequiredService<Store.StoreDirectory>().DeleteScratch(container.Name);
        }

        if (_dashboard is not null)
        {
            await _dashboard.DisposeAsync();
        }
    }

    private static async Task StopInOrderAsync(ResourceRunner runner, IReadOnlyList<Lazy<Task>> dependants, CancellationToken cancellationToken)
    {
        await Task.Yield();
        await Task.WhenAll(dependants.Select(d => d.Value));
        await runner.CloseAsync(cancellationToken);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "The initialization of resource '{Resource}' failed.")]
        public static partial void InitializationFailed(ILogger logger, Exception exception, string resource);
    }
}
