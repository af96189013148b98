using Aspire.Hosting.Dashboard.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Dashboard.Tests;

/// <summary>
/// The dashboard alone: its real listeners over an application whose resources are never started. Tests put into its stores what pages should show. A fixture, or made by a test itself.
/// </summary>
public sealed class Dashboard : IAsyncLifetime, IAsyncDisposable
{
    // The host watches its folder for settings: an empty one costs nothing.
    private readonly TemporaryDirectory _folder = new();
    private readonly DistributedApplication _host;
    private readonly DashboardApplication _application;

    public Dashboard()
        : this(static _ => { })
    {
    }

    /// <param name="configure">Adds resources that pages show as not started, or services.</param>
    /// <param name="settings">Those of another one that has ended, to be at its addresses.</param>
    internal Dashboard(Action<IDistributedApplicationBuilder> configure, DashboardSettings? settings = null)
    {
        var builder = DistributedApplication.CreateBuilder(new DistributedApplicationOptions { DisableDashboard = true, ProjectDirectory = _folder.Path });
        builder.Services.AddLogging(static logging => logging.ClearProviders());
        configure(builder);
        _host = builder.Build();
        Settings = settings ?? new DashboardSettings(
            new Uri($"http://localhost:{FreePort.Find()}"), new Uri($"http://localhost:{FreePort.Find()}"), Keys.BrowserToken, Keys.ApiKey, Keys.OtlpApiKey);
        _application = DashboardApplication.Create(Settings, _host.Services);
        Clients = new DashboardClients(Settings);
    }

    internal DashboardSettings Settings { get; }

    /// <summary>Clients that are signed in, and one that is not.</summary>
    internal DashboardClients Clients { get; }

    /// <summary>The dashboard's own services: the stores, and those of the host that it shows.</summary>
    internal IServiceProvider Services => _application.Services;

    /// <summary>The same one from the dashboard's services.</summary>
    internal T Get<T>()
        where T : notnull => Services.GetRequiredService<T>();

    public Task InitializeAsync() => _application.StartAsync(CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        Clients.Dispose();
        await _application.DisposeAsync();
        await _host.DisposeAsync();
        _folder.Dispose();
    }

    Task IAsyncLifetime.DisposeAsync() => DisposeAsync().AsTask();
}
