namespace MyArch.Worker.Daemon.Tests.Fixtures;

/// <summary>A test with an app and a queue of its own.</summary>
[Collection(AwsCollection.Name)]
public abstract class WorkerTest(AwsEndpoint endpoint) : IAsyncLifetime
{
    /// <summary>Nobody listens there: tests without periodic tasks need no lease.</summary>
    private protected const string NoRedis = "127.0.0.1:1,abortConnect=false,connectTimeout=100";

    private readonly Stack<IAsyncDisposable> _started = [];

    private protected AwsEndpoint Endpoint => endpoint;

    private protected AppStub App { get; private set; } = null!;

    private protected TestQueue Queue { get; private set; } = null!;

    /// <summary>After how many receives a message is a dead letter.</summary>
    protected virtual int MaxReceiveCount => 10;

    public virtual async Task InitializeAsync()
    {
        await endpoint.RequireAsync();
        App = await AppStub.StartAsync();
        Queue = await TestQueue.CreateAsync(endpoint, MaxReceiveCount);
    }

    public virtual async Task DisposeAsync()
    {
        while (_started.TryPop(out var started))
        {
            await started.DisposeAsync();
        }

        await App.DisposeAsync();
        Queue.Dispose();
    }

    private protected Dictionary<string, string?> Settings(string id = "worker-a1", string redis = NoRedis) => DaemonSettings.Of(id, endpoint.Url, Queue.Url, App.Address, redis);

    /// <summary>The settings of the real app, with what stands for the services that it calls.</summary>
    private protected Dictionary<string, string?> HandlersSettings(string url, string gateway, string storage) => new(Settings())
    {
        ["urls"] = url,
        ["Caller:Secret"] = "the-secret-of-the-caller-worker",
        ["services:gateway:internal:0"] = gateway,
        ["Storage:Kind"] = "Shared",
        ["Storage:Directory"] = storage,
        // A call that a busy machine takes too long for would be made twice.
        ["HttpClient:AttemptTimeout"] = "00:00:10",
        ["HttpClient:TotalTimeout"] = "00:00:15",
    };

    private protected DaemonServer Start(params (string Key, string Value)[] settings) => Start(Settings(), time: null, settings);

    private protected DaemonServer Start(Dictionary<string, string?> all, TimeProvider? time, params (string Key, string Value)[] settings)
    {
        foreach (var (key, value) in settings)
        {
            all[key] = value;
        }

        return Own(new DaemonServer(all, time));
    }

    private protected T Own<T>(T started)
        where T : IAsyncDisposable
    {
        _started.Push(started);
        return started;
    }
}
