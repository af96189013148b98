using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Dashboard.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Dashboard.Tests;

/// <summary>A running application with its dashboard: real child processes, real listeners. A fixture, or made by a test itself.</summary>
public sealed class DashboardedApplication : IAsyncLifetime, IAsyncDisposable
{
    private readonly TemporaryDirectory _folder = new();
    private DashboardClients? _clients;

    public DashboardedApplication()
        : this(AddSamples)
    {
    }

    /// <param name="configure">Adds resources.</param>
    /// <param name="args">Settings of the application, as on a command line.</param>
    internal DashboardedApplication(Action<IDistributedApplicationBuilder> configure, params string[] args)
    {
        var builder = DistributedApplication.CreateBuilder(new DistributedApplicationOptions { ProjectDirectory = _folder.Path, Args = [$"--Aspire:Store:Path={_folder.Path}/store", .. args] });
        builder.Services.AddLogging(static logging => logging.ClearProviders());
        configure(builder);
        App = builder.Build();
    }

    internal DistributedApplication App { get; }

    internal DashboardClients Clients => _clients ??= new DashboardClients(Settings);

    internal DashboardSettings Settings => DashboardSettings.Read(App.Services.GetRequiredService<IConfiguration>());

    public Task InitializeAsync() => App.StartAsync();

    public async ValueTask DisposeAsync()
    {
        _clients?.Dispose();
        await App.DisposeAsync();
        _folder.Dispose();
    }

    Task IAsyncLifetime.DisposeAsync() => DisposeAsync().AsTask();

    internal CustomResourceSnapshot Snapshot(string resource) =>
        App.ResourceNotifications.TryGetCurrentState(resource, out var current) ? current.Snapshot : throw new InvalidOperationException($"'{resource}' has no state.");

    /// <summary>A script for /bin/sh as a resource.</summary>
    internal static IResourceBuilder<ExecutableResource> AddScript(IDistributedApplicationBuilder builder, string name, string script) =>
        builder.AddExecutable(name, "/bin/sh", "/", "-c", script);

    /// <summary>One that talks, one that is done, one that waits to be started, and one that belongs to another.</summary>
    private static void AddSamples(IDistributedApplicationBuilder builder)
    {
        var talker = AddScript(builder, "talker", "echo ready; echo oops >&2; exec sleep 1000").WithHttpEndpoint(isProxied: false).WithEnvironment("GREETING", "hello");
        AddScript(builder, "done", "echo finished");
        AddScript(builder, "later", "echo started; exec sleep 1000").WithExplicitStart();
        AddScript(builder, "child", "exec sleep 1000").WithParentRelationship(talker);
    }
}
