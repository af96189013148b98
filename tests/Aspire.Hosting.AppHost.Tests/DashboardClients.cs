using System.Net;
using Aspire.Hosting.Dashboard.Hosting;

namespace Aspire.Hosting.Dashboard.Tests;

/// <summary>Clients of one dashboard.</summary>
internal sealed class DashboardClients : IDisposable
{
    private readonly DashboardSettings _settings;
    private readonly List<HttpClient> _clients = [];

    public DashboardClients(DashboardSettings settings)
    {
        _settings = settings;
        Api = New(settings.Address, client => client.DefaultRequestHeaders.Add("x-api-key", settings.ApiKey));
        Otlp = New(settings.OtlpAddress, client => client.DefaultRequestHeaders.Add("x-otlp-api-key", settings.OtlpApiKey));
        Anonymous = New(settings.Address, static _ => { });
    }

    public string BrowserToken => _settings.BrowserToken;

    /// <summary>A script with the key of the API.</summary>
    public HttpClient Api { get; }

    /// <summary>A sender of telemetry, at the address for it.</summary>
    public HttpClient Otlp { get; }

    /// <summary>Nobody in particular. Redirects are not followed.</summary>
    public HttpClient Anonymous { get; }

    /// <summary>A browser without a window that has followed the link of the login.</summary>
    public async Task<HttpClient> SignInAsync()
    {
        var client = New(_settings.Address, static _ => { });
        using var answer = await client.GetAsync(new Uri($"/login?t={_settings.BrowserToken}", UriKind.Relative));
        answer.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        return client;
    }

    public void Dispose() => _clients.ForEach(static client => client.Dispose());

    private HttpClient New(Uri address, Action<HttpClient> configure)
    {
        // Each with its own cookies.
        var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer(), Expect100ContinueTimeout = TimeSpan.FromMinutes(1) }) { BaseAddress = address };
        configure(client);
        _clients.Add(client);
        return client;
    }
}
