using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Testing;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using MyArch.AppHost.AutoScaling;

namespace MyArch.SystemTests;

/// <summary>The prod environment, started once for all tests of the collection, with new state and on free ports.</summary>
public sealed class ProdSystem : IAsyncLifetime
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromMinutes(5);
    private static readonly string[] DataTier = ["sessions", "cache", "aws", "postgres-primary", "postgres-replica"];

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
        // Visitors keep their own cookies: a shared container would mix their sessions.
        var client = new HttpClient(new SocketsHttpHandler { UseCookies = false, Expect100ContinueTimeout = TimeSpan.FromMinutes(1) }) { BaseAddress = address, Timeout = TimeSpan.FromSeconds(30) };
        client.DefaultRequestHeaders.Host = $"{host}:{address.Port}";
        return client;
    }

    /// <summary>A client of the shop through the public listener, without cookies of its own and without retries.</summary>
    public HttpClient ShopSite() => SiteClient(Gateway, "myclothes.localhost");

    /// <summary>A client of the blog through the public listener, without retries.</summary>
    public HttpClient BlogSite() => SiteClient(Gateway, "mywordpress.localhost");

    /// <summary>A client of the internal listener with the AppHost's own credential.</summary>
    public async Task<HttpClient> InternalAsync()
    {
        var client = new HttpClient { BaseAddress = Application.GetEndpoint("gateway", "internal") };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", await ValueOfAsync("apphost-caller"));
        return client;
    }

    /// <summary>What editors send.</summary>
    public Task<string> AdminKeyAsync() => ValueOfAsync("admin-key");

    /// <summary>All parameters, generated secrets among them.</summary>
    public IEnumerable<ParameterResource> Parameters() => Model.Resources.OfType<ParameterResource>();

    /// <summary>The administrator's connection to a server.</summary>
    public async Task<NpgsqlConnection> OpenAdminAsync(string server, string database = "postgres")
    {
        var settings = new NpgsqlConnectionStringBuilder(await Application.GetConnectionStringAsync(server)) { Database = database, Timeout = 30, Pooling = false };
        var connection = new NpgsqlConnection(settings.ConnectionString);
        await connection.OpenAsync();
        return connection;
    }

    /// <summary>Ends a resource's process with SIGKILL and waits until the host has noticed.</summary>
    public async Task KillAsync(string resource)
    {
        Application.ResourceNotifications.TryGetCurrentState(resource, out var current).ShouldBeTrue(resource);
        var id = Convert.ToInt32(current!.Snapshot.Properties.Single(static property => property.Name == "executable.pid").Value, CultureInfo.InvariantCulture);
        using (var process = Process.GetProcessById(id))
        {
            process.Kill();
        }

        await Application.ResourceNotifications.WaitForResourceAsync(resource, KnownResourceStates.TerminalStates).WaitAsync(StartLimit);
    }

    /// <summary>Starts a resource that has ended and waits until it is healthy.</summary>
    public async Task StartAsync(string resource)
    {
        (await Application.ResourceCommands.ExecuteCommandAsync(resource, KnownResourceCommands.StartCommand)).Success.ShouldBeTrue();
        await Application.ResourceNotifications.WaitForResourceHealthyAsync(resource).WaitAsync(StartLimit);
    }

    /// <summary>
    /// Waits until the data tier is healthy and every instance that belongs to the desired number answers and is a healthy target; starts what has ended.
    /// </summary>
    /// <remarks>
    /// Each process is asked itself. What the host and the gateway say of one that was killed a moment ago may be older than its death: the host has not seen its end yet, and a target that is back within two
    /// health checks was healthy all the time.
    /// </remarks>
    public async Task RestoreAsync()
    {
        using var gateway = await InternalAsync();
        using var probe = new HttpClient { Timeout = TimeSpan.FromSeconds(5) };
        await Eventually.BecomesAsync(
            async cancellationToken =>
            {
                await StartEndedAsync();
                return await NotReadyAsync(probe, cancellationToken) is { Length: > 0 } processes ? processes : await NotHealthyTargetsAsync(gateway, cancellationToken);
            },
            static waitingFor => waitingFor.Length == 0,
            StartLimit,
            "all processes answer and all targets are healthy (seen last: those that are not)");

        foreach (var resource in DataTier)
        {
            await Application.ResourceNotifications.WaitForResourceHealthyAsync(resource).WaitAsync(StartLimit);
        }
    }

    public async Task InitializeAsync()
    {
        var builder = await DistributedApplicationTestingBuilder.CreateAsync<Projects.AppHost>(
            ["--Topology:Environment=prod", $"--State:Root={_state.Path}", "--Gateway:Port=0", "--Gateway:HttpsPort=0"]);
        _application = await builder.BuildAsync();
        using var limit = new CancellationTokenSource(StartLimit);
        try
        {
            await _application.StartAsync(limit.Token);
        }
        catch (OperationCanceledException cancelled)
        {
            throw new InvalidOperationException($"The system did not start: {await FailuresAsync()}", cancelled);
        }

        foreach (var name in (string[])[.. DataTier, "store-db", "press-db", .. Processes(), "gateway"])
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

    private DistributedApplicationModel Model => Application.Services.GetRequiredService<DistributedApplicationModel>();

    private IEnumerable<AutoScalingGroupResource> Groups() => Model.Resources.OfType<AutoScalingGroupResource>();

    private async Task StartEndedAsync()
    {
        foreach (var resource in DataTier.Concat(Processes()))
        {
            if (Application.ResourceNotifications.TryGetCurrentState(resource, out var current)
                && KnownResourceStates.TerminalStates.Contains(current!.Snapshot.State?.Text))
            {
                (await Application.ResourceCommands.ExecuteCommandAsync(resource, KnownResourceCommands.StartCommand)).Success.ShouldBeTrue();
            }
        }
    }

    private async Task<string> NotReadyAsync(HttpClient probe, CancellationToken cancellationToken)
    {
        var waitingFor = new List<string>();
        foreach (var process in Processes())
        {
            try
            {
                using var answer = await probe.GetAsync(new Uri(Application.GetEndpoint(process, "http"), "/health/ready"), cancellationToken);
                if (answer.StatusCode != HttpStatusCode.OK)
                {
                    waitingFor.Add($"{process} ({(int)answer.StatusCode})");
                }
            }
            catch (HttpRequestException refused)
            {
                waitingFor.Add($"{process} ({refused.Message})");
            }
        }

        return string.Join(", ", waitingFor);
    }

    private static async Task<string> NotHealthyTargetsAsync(HttpClient gateway, CancellationToken cancellationToken)
    {
        var groups = await gateway.GetFromJsonAsync<JsonElement>("/elb/target-groups", cancellationToken);
        return string.Join(", ", groups.GetProperty("items").EnumerateArray()
            .SelectMany(static item => item.GetProperty("targets").EnumerateArray())
            .Where(static target => target.GetProperty("state").GetString() != "healthy"));
    }

    /// <summary>What has ended, with its last lines.</summary>
    private async Task<string> FailuresAsync()
    {
        var words = new StringBuilder();
        var logs = Application.Services.GetRequiredService<ResourceLoggerService>();
        foreach (var resource in Model.Resources)
        {
            if (Application.ResourceNotifications.TryGetCurrentState(resource.Name, out var current) && current!.Snapshot is { State.Text: not ("Running" or "NotStarted" or "Waiting" or "Starting") } ended)
            {
                words.Append(CultureInfo.InvariantCulture, $"\n{resource.Name}: {ended.State?.Text}, exit code {ended.ExitCode}");
                await foreach (var batch in logs.GetAllAsync(resource))
                {
                    batch.TakeLast(10).ToList().ForEach(line => words.Append("\n  ").Append(line.Content));
                }
            }
        }

        return words.ToString();
    }

    /// <summary>Every process of an instance that starts with the system: a worker has two.</summary>
    private IEnumerable<string> Processes() => Groups()
        .SelectMany(static group => group.Instances)
        .Where(static instance => instance.StartsWithTheSystem)
        .SelectMany(static instance => new[] { instance.Project.Name, instance.App.Name })
        .Distinct(StringComparer.Ordinal);

    private async Task<string> ValueOfAsync(string parameter) =>
        (await Parameters().Single(candidate => candidate.Name == parameter).GetValueAsync(CancellationToken.None))!;
}
