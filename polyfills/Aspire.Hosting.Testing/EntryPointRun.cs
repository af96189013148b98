using System.Reflection;
using Aspire.Hosting.Engine;
using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting.Testing;

/// <summary>
/// One run of an application host's entry point on a thread of its own. It is held when it asks for the application, and again when it runs or
/// starts it: the test decides when either happens, and the application is started once.
/// </summary>
internal sealed class EntryPointRun(Assembly appHost, string[] args, Action<DistributedApplicationOptions, HostApplicationBuilderSettings> configure)
    : BuilderInterception, IAsyncDisposable
{
    /// <summary>How long the entry point may take to return after its application was disposed.</summary>
    private static readonly TimeSpan EndTimeout = TimeSpan.FromSeconds(30);

    private readonly TestDefaults _defaults = new(appHost, configure);
    private readonly TaskCompletionSource<DistributedApplicationBuilder> _configured = Source<DistributedApplicationBuilder>();
    private readonly TaskCompletionSource<bool> _mayBuild = Source<bool>();
    private readonly TaskCompletionSource<DistributedApplication> _built = Source<DistributedApplication>();
    private readonly TaskCompletionSource<bool> _arrived = Source<bool>();
    private readonly TaskCompletionSource<bool> _started = Source<bool>();
    private readonly TaskCompletionSource<bool> _over = Source<bool>();
    private Task<int> _entryPoint = Task.FromResult(0);
    private TestedApplication? _application;

    /// <summary>Runs the entry point until it calls Build.</summary>
    public async Task<DistributedApplicationBuilder> StartAsync(CancellationToken cancellationToken)
    {
        var main = appHost.EntryPoint ?? throw new InvalidOperationException($"The assembly '{appHost.GetName().Name}' has no entry point.");
        _entryPoint = Task.Factory.StartNew(() => Invoke(main), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        try
        {
            return await FirstAsync(_configured.Task, "calling Build()", cancellationToken);
        }
        catch
        {
            await DisposeAsync();
            throw;
        }
    }

    /// <summary>Lets the entry point build the application and go on until it runs it.</summary>
    public async Task<DistributedApplication> BuildAsync(CancellationToken cancellationToken)
    {
        _mayBuild.TrySetResult(true);
        var application = await FirstAsync(_built.Task, "building its application", cancellationToken);
        _application ??= new TestedApplication(application, _defaults.Dispose, _started, EndAsync);
        await FirstAsync(_arrived.Task, "running its application", cancellationToken);
        return _application;
    }

    public override void Creating(DistributedApplicationOptions options, HostApplicationBuilderSettings settings) => _defaults.Apply(options, settings);

    public override void Created(DistributedApplicationBuilder builder) => TestDefaults.Apply(builder);

    public override void Building(DistributedApplicationBuilder builder)
    {
        _configured.TrySetResult(builder);
        if (!_mayBuild.Task.GetAwaiter().GetResult())
        {
            throw new HostAbortedException("The test has disposed of the application before it was built.");
        }
    }

    public override DistributedApplication Built(DistributedApplication application)
    {
        _built.TrySetResult(application);
        return new EntryPointApplication(application, _arrived, _started.Task, _over.Task);
    }

    public async ValueTask DisposeAsync()
    {
        _mayBuild.TrySetResult(false);
        if (_application is not null)
        {
            await _application.DisposeAsync();
        }
        else
        {
            await EndAsync();
            _defaults.Dispose();
        }
    }

    private static TaskCompletionSource<T> Source<T>() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The application is gone: the entry point returns from Run and ends.</summary>
    private async Task EndAsync()
    {
        _over.TrySetResult(true);
        _started.TrySetResult(false);
        await Task.WhenAny(_entryPoint, Task.Delay(EndTimeout, CancellationToken.None));
        _ = _entryPoint.Exception;
    }

    private int Invoke(MethodInfo main)
    {
        Current = this;
        var result = main.Invoke(obj: null, BindingFlags.DoNotWrapExceptions, binder: null, main.GetParameters().Length == 0 ? [] : [args], culture: null);
        return result as int? ?? 0;
    }

    private async Task<T> FirstAsync<T>(Task<T> step, string what, CancellationToken cancellationToken)
    {
        await Task.WhenAny(step, _entryPoint).WaitAsync(cancellationToken);
        if (step.IsCompleted)
        {
            return await step;
        }

        var exitCode = await _entryPoint;
        throw new InvalidOperationException($"The entry point of '{appHost.GetName().Name}' ended with exit code {exitCode} without {what}.");
    }
}
