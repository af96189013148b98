using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace MyArch.ServiceDefaults.Tests;

/// <summary>A real service with all of the defaults, on a free port of this process.</summary>
internal sealed class TestService : IAsyncDisposable
{
    public const string Secret = "public-secret-0123456789abcdef";
    public const string InternalSecret = "internal-secret-0123456789abcdef";

    private readonly WebApplication _app;

    private TestService(WebApplication app, LogRecorder logs)
    {
        _app = app;
        Logs = logs;
        Address = new Uri(app.Urls.First());
        Client = new HttpClient(new SocketsHttpHandler { ActivityHeadersPropagator = null, Expect100ContinueTimeout = TimeSpan.FromMinutes(1) }) { BaseAddress = Address };
        Client.DefaultRequestHeaders.Add(OriginVerification.Header, Secret);
    }

    public Uri Address { get; }

    /// <summary>A client that carries the public secret and no trace context.</summary>
    public HttpClient Client { get; }

    public LogRecorder Logs { get; }

    public IServiceProvider Services => _app.Services;

    public static Dictionary<string, string?> Settings => new(StringComparer.OrdinalIgnoreCase)
    {
        ["Instance:Id"] = "test-a1",
        ["Instance:Zone"] = "a",
        ["Instance:Type"] = "t3.micro",
        ["Instance:Version"] = "1.0.0",
        ["Origin:Secret"] = Secret,
        ["Origin:InternalSecret"] = InternalSecret,
    };

    public static async Task<TestService> StartAsync(
        Action<WebApplication> map,
        IEnumerable<KeyValuePair<string, string?>>? settings = null,
        Action<WebApplicationBuilder>? configure = null,
        string environment = "Production")
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = environment });
        builder.Configuration.AddInMemoryCollection(Settings);
        builder.Configuration.AddInMemoryCollection(settings ?? []);
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var logs = new LogRecorder();
        builder.Logging.ClearProviders().AddProvider(logs);
        builder.AddServiceDefaults();
        configure?.Invoke(builder);

        var app = builder.Build();
        app.UseServiceDefaults();
        app.MapDefaultEndpoints();
        map(app);
        await app.StartAsync();
        return new TestService(app, logs);
    }

    public Task StopAsync() => _app.StopAsync();

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.DisposeAsync();
    }
}
