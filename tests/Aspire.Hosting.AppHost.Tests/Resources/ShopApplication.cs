namespace Aspire.Hosting.Dashboard.Tests.Resources;

/// <summary>The running <see cref="ShopSample" /> with its dashboard.</summary>
public sealed class ShopApplication : IAsyncLifetime
{
    private readonly DashboardedApplication _application = new(ShopSample.Add);

    internal DashboardedApplication Application => _application;

    internal DashboardClients Clients => _application.Clients;

    internal string Address => _application.Settings.Address.GetLeftPart(UriPartial.Authority);

    public Task InitializeAsync() => _application.InitializeAsync();

    public Task DisposeAsync() => _application.DisposeAsync().AsTask();
}
