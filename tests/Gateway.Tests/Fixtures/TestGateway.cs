using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using MyArch.Gateway.Internal;
using MyArch.Gateway.Targets;
using MyArch.ServiceDefaults;

namespace MyArch.Gateway.Tests.Fixtures;

/// <summary>The gateway as Program.cs makes it, on ports of its own.</summary>
internal sealed class TestGateway : IAsyncDisposable
{
    public const string Origin = "origin-secret-0123456789";
    public const string InternalOrigin = "internal-secret-0123456789";
    public const string AppHost = "apphost-secret-0123456789";

    public const string Cart = "cart-secret-0123456789-cart";

    private readonly WebApplication _app;

    private TestGateway(WebApplication app, int internalPort)
    {
        _app = app;
        var addresses = app.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.Select(address => new Uri(address)).ToList();
        Public = addresses.First(address => address.Scheme == "http" && address.Port != internalPort);
        Https = addresses.Find(address => address.Scheme == "https");
        Internal = new Uri($"http://127.0.0.1:{internalPort}");
        Client = new HttpClient(new SocketsHttpHandler { ActivityHeadersPropagator = null, AllowAutoRedirect = false }) { BaseAddress = Public };
    }

    public Uri Public { get; }

    public Uri? Https { get; }

    public Uri Internal { get; }

    /// <summary>Speaks to the public listener.</summary>
    public HttpClient Client { get; }

    public IServiceProvider Services => _app.Services;

    public TargetRegistry Registry => Services.GetRequiredService<TargetRegistry>();

    /// <summary>Starts a gateway for the given addresses of the groups <c>time</c> and <c>shop</c> (the same for both).</summary>
    public static async Task<TestGateway> StartAsync(IEnumerable<Uri> targets, Action<Dictionary<string, string?>>? configure = null, Action<IServiceCollection>? services = null)
    {
        // Only the internal port must be known beforehand; it is free now, and nobody else in this process asks for it.
        var internalPort = FreePort.Find();
        Dictionary<string, string?> settings = new()
        {
            ["urls"] = $"http://127.0.0.1:0;http://127.0.0.1:{internalPort}",
            ["Gateway:InternalPort"] = $"{internalPort}",
            ["Callers:apphost:Secret"] = AppHost,
            ["Callers:cart:Secret"] = Cart,
            ["Callers:stranger:Secret"] = "stranger-secret-0123456789",
            ["Clock:Speed"] = "30",
        };
        foreach (var group in new[] { "time", "shop" })
        {
            settings[$"TargetGroups:{group}:OriginSecret"] = Origin;
            settings[$"TargetGroups:{group}:InternalOriginSecret"] = InternalOrigin;
            foreach (var (target, number) in targets.Select((target, index) => (target, index + 1)))
            {
                settings[$"TargetGroups:{group}:Targets:{group}-a{number}:Address"] = target.ToString();
                settings[$"TargetGroups:{group}:Targets:{group}-a{number}:Zone"] = "a";
            }
        }

        configure?.Invoke(settings);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.Configuration.AddInMemoryCollection(settings);
        builder.Services.AddSingleton(TestRoutes.Table);
        services?.Invoke(builder.Services);
        builder.AddTelemetry().AddProblemResponses().AddHealthEndpoints();
        builder.AddGateway();
        var app = builder.Build();
        app.UseGateway();
        app.MapDefaultEndpoints();
        app.MapTargetGroups();
        await app.StartAsync();
        return new TestGateway(app, internalPort);
    }

    /// <summary>Starts a gateway and waits until all targets are healthy.</summary>
    public static async Task<TestGateway> StartHealthyAsync(IEnumerable<Uri> targets, Action<Dictionary<string, string?>>? configure = null, Action<IServiceCollection>? services = null)
    {
        var gateway = await StartAsync(targets, configure, services);
        await Eventually.IsTrueAsync(
            () => gateway.Registry.Groups.SelectMany(static group => group.Targets).All(static target => target.Status.State == TargetState.Healthy), because: "all targets are healthy");
        return gateway;
    }

    /// <summary>Waits until a group is as expected.</summary>
    public async Task BecomesAsync(string group, Func<TargetGroup, bool> condition, string because) =>
        await Eventually.IsTrueAsync(() => condition(Registry.Find(group)!), because: because);

    public Target Target(string group, string id) => Registry.Find(group)!.Targets.Single(target => target.Id == id);

    /// <summary>A request to a site.</summary>
    public static HttpRequestMessage Request(HttpMethod method, string path, string host = TestRoutes.Shop)
    {
        var request = new HttpRequestMessage(method, path);
        request.Headers.Host = host;
        return request;
    }

    /// <summary>Sends a request to a site over the public listener.</summary>
    public Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, HttpContent? content = null, string host = TestRoutes.Shop)
    {
        var request = Request(method, path, host);
        request.Content = content;
        return Client.SendAsync(request);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(2));
        await _app.StopAsync(patience.Token);
        await _app.DisposeAsync();
    }
}
