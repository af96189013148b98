using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Testing;
using Microsoft.Extensions.DependencyInjection;
using MyArch.AppHost.AutoScaling;

namespace MyArch.SystemTests;

/// <summary>The prod environment, started once for all tests of the collection, with new state and on free ports.</summary>
public sealed class ProdSystem : IAsyncLifetime
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromMinutes(2);
    private readonly TemporaryDirectory _state = new();
    private DistributedApplication? _application;

    public DistributedApplication Application => _application ?? throw new InvalidOperationException("Not started.");

    public Uri Gateway => Application.GetEndpoint("gateway", "http");

    public Uri GatewayHttps => Application.GetEndpoint("gateway", "https");

    /// <summary>A client of the Time site through the public listener; no retries, so that a failed request is seen.</summary>
    public HttpClient TimeSite() => SiteClient(Gateway, "whatisthetime.localhost");

    /// <summary>A client that names a site by its Host header, as *.localhost is not resolved by HttpClient.</summary>
    public static HttpClient SiteClient(Uri address, string host)
    {
        var client = new HttpClient { BaseAddress = address, Timeout = TimeSpan.FromSeconds(30) };
        client.DefaultRequestHeaders.Host = $"{host}:{address.Port}";
        return client;
    }

    /// <summary>A client of the internal listener with the AppHost's own credential.</summary>
    public async Task<HttpClient> InternalAsync()
    {
        var secret = Application.Services.GetRequiredService<DistributedApplicationModel>().Resources
            .OfType<ParameterResource>().Single(static parameter => parameter.Name == "apphost-caller");
        var client = new HttpClient { BaseAddress = Application.GetEndpoint("gateway", "internal") };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", await secret.GetValueAsync(CancellationToken.None));
        return client;
    }

    /// <summary>Waits until every instance that belongs to the desired number is running and a healthy target; starts those that are not.</summary>
    public async Task RestoreAsync()
    {
        var group = Application.Services.GetRequiredService<DistributedApplicationModel>().Resources.OfType<AutoScalingGroupResource>().Single();
        foreach (var instance in group.Instances.Where(static instance => instance.StartsWithTheSystem))
        {
            if (Application.ResourceNotifications.TryGetCurrentState(instance.Project.Name, out var current)
                && KnownResourceStates.TerminalStates.Contains(current!.Snapshot.State?.Text))
            {
                (await Application.ResourceCommands.ExecuteCommandAsync(instance.Project, KnownResourceCommands.StartCommand)).Success.ShouldBeTrue();
            }
        }

        // The resource's health is polled and may be seconds old: the gateway itself is asked.
        using var client = await InternalAsync();
        await Eventually.IsTrueAsync(async cancellationToken =>
        {
            var groups = await client.GetFromJsonAsync<JsonElement>("/elb/target-groups", cancellationToken);
            return groups.GetProperty("items").EnumerateArray().SelectMany(static item => item.GetProperty("targets").EnumerateArray())
                .All(static target => target.GetProperty("state").GetString() == "healthy");
        }, StartLimit, "all targets are healthy");
    }

    public async Task InitializeAsync()
    {
        var builder = await DistributedApplicationTestingBuilder.CreateAsync<Projects.AppHost>(
            ["--Topology:Environment=prod", $"--State:Root={_state.Path}", "--Gateway:Port=0", "--Gateway:HttpsPort=0"]);
        _application = await builder.BuildAsync();
        using var limit = new CancellationTokenSource(StartLimit);
        await _application.StartAsync(limit.Token);
        foreach (var name in new[] { "sessions", "store-db", "press-db", "postgres-replica", "time-a1", "time-b1", "time-c1", "gateway" })
        {
            await _application.ResourceNotifications.WaitForResourceHealthyAsync(name, limit.Token);
        }
    }

    public async Task DisposeAsync()
    {
        if (_application is not null)
        {
            await _application.StopAsync();
            await _application.DisposeAsync();
        }

        _state.Dispose();
    }
}
