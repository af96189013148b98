namespace Aspire.Hosting.Dashboard.Tests.Resources;

/// <summary>The running <see cref="ShopSample" /> with its dashboard.</summary>
public sealed class ShopApplication : IAsyncLifetime
{
    private readonly DashboardedApplication _application = new(ShopSample.Add);

    internal DashboardedApplication Application => _application;

    internal DashboardClients Clients => _application.Clients;

    internal string Address => _application.Settings.Address.GetLeftPart(UriPartial.Authority);

    /// <summary>Somebody who is signed in.</summary>
    internal HttpClient Client { get; private set; } = null!;

    /// <summary>Everything is started, and what comes from npm is there: the first time it has to be fetched.</summary>
    public async Task InitializeAsync()
    {
        await _application.InitializeAsync();
        Client = await Clients.SignInAsync();
        await Eventually.BecomesAsync(
            async _ => await Client.GetPageAsync("/"),
            static page => page.QuerySelector("script[src*=htmx]") is not null && page.QuerySelectorAll(".state-busy").Length == 0 && page.QuerySelectorAll(".resource-table tbody tr").Length == ShopSample.Lines,
            TimeSpan.FromMinutes(2),
            "the application runs and the page has htmx");
    }

    public Task DisposeAsync() => _application.DisposeAsync().AsTask();
}
