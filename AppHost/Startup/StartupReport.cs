using System.Diagnostics;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using MyArch.AppHost.Gateway;
using MyArch.AppHost.State;
using MyArch.AppHost.Topology;

namespace MyArch.AppHost.Startup;

/// <summary>Follows the start of every resource that starts by itself, until all are ready or one has failed.</summary>
internal sealed class StartupReport(
    TopologyEnvironment environment,
    StateDirectory state,
    ProjectResource gateway,
    ParameterResource adminKey,
    DistributedApplicationModel model,
    ResourceNotificationService notifications,
    ResourceLoggerService logs,
    StartupDisplay display,
    IConfiguration configuration,
    IHostApplicationLifetime lifetime,
    TimeProvider time)
{
    private const int LinesOfAFailure = 20;

    private readonly RunningFile _file = new(state);

    /// <summary>Follows the start in the background, from before the first resource starts.</summary>
    public void Begin()
    {
        lifetime.ApplicationStopping.Register(_file.Delete);
        _ = Task.Run(() => FollowAsync(lifetime.ApplicationStopping));
    }

    private async Task FollowAsync(CancellationToken stoppingToken)
    {
        var awaited = model.Resources.Where(StartsByItself).ToList();
        var names = awaited.Select(static resource => resource.Name).ToList();
        try
        {
            ResourceEvent? failure = null;
            await display.ShowAsync(names, async show => failure = await WatchAsync(names, show, stoppingToken));
            if (failure is null)
            {
                await ReportReadyAsync(stoppingToken);
            }
            else
            {
                await ReportFailureAsync(failure, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Stopped by Ctrl+C or SIGTERM during the start.
        }
        catch (Exception unexpected) when (unexpected is IOException or UnauthorizedAccessException)
        {
            await Console.Error.WriteLineAsync($"myarch: {state.RunningFile} cannot be written: {unexpected.Message}");
            Environment.ExitCode = 1;
            lifetime.StopApplication();
        }
    }

    private static bool StartsByItself(IResource resource) =>
        resource is IResourceWithEndpoints or IResourceWithParent && !resource.Annotations.OfType<ExplicitStartupAnnotation>().Any();

    private async Task<ResourceEvent?> WatchAsync(List<string> names, Action<string, string> show, CancellationToken stoppingToken)
    {
        var shown = new Dictionary<string, string>(StringComparer.Ordinal);
        var waiting = names.ToHashSet(StringComparer.Ordinal);
        await foreach (var change in notifications.WatchAsync(stoppingToken))
        {
            var name = change.Resource.Name;
            if (!names.Contains(name, StringComparer.Ordinal))
            {
                continue;
            }

            var words = StartupState.Describe(change.Snapshot);
            if (!shown.TryGetValue(name, out var before) || before != words)
            {
                shown[name] = words;
                show(name, words);
            }

            if (StartupState.HasFailed(change.Snapshot))
            {
                return change;
            }

            if (StartupState.IsReady(change.Snapshot) && waiting.Remove(name) && waiting.Count == 0)
            {
                return null;
            }
        }

        return null;
    }

    private async Task ReportReadyAsync(CancellationToken stoppingToken)
    {
        using var process = Process.GetCurrentProcess();
        var seconds = (time.GetUtcNow().UtcDateTime - process.StartTime.ToUniversalTime()).TotalSeconds;
        var dashboard = DashboardAccess.Read(configuration);
        var running = new RunningSystem(
            Environment.ProcessId, environment.Name,
            gateway.GetEndpoint(GatewayBuilderExtensions.HttpEndpoint).Url,
            gateway.GetEndpoint(GatewayBuilderExtensions.HttpsEndpoint).Url,
            gateway.GetEndpoint(GatewayBuilderExtensions.InternalEndpoint).Url,
            dashboard.Address, dashboard.BrowserToken, dashboard.ApiKey,
            await adminKey.GetValueAsync(stoppingToken) ?? "");
        _file.Write(running, stoppingToken);
        var (port, httpsPort) = (new Uri(running.Gateway).Port, new Uri(running.GatewayHttps).Port);
        Console.WriteLine($"""

            MyArch, environment {environment.Name}: ready in {seconds:F1} s

              WhatIsTheTime  http://whatisthetime.localhost:{port}   https://whatisthetime.localhost:{httpsPort}
              MyClothes      http://myclothes.localhost:{port}   https://myclothes.localhost:{httpsPort}
              MyWordPress    http://mywordpress.localhost:{port}   https://mywordpress.localhost:{httpsPort}
              All sites      http://localhost:{port}
              Dashboard      {(dashboard.Address.Length > 0 ? dashboard.Login : "-")}
              State          {state.Path}   (running.json there has the addresses and keys)

            Ctrl+C stops everything.
            """);
    }

    private async Task ReportFailureAsync(ResourceEvent failure, CancellationToken stoppingToken)
    {
        var name = failure.Resource.Name;
        await Console.Error.WriteLineAsync($"\nmyarch: '{name}' did not start: {StartupState.Describe(failure.Snapshot)}. Its last lines:");
        foreach (var line in await LastLinesAsync(failure.Resource, stoppingToken))
        {
            await Console.Error.WriteLineAsync($"  {line}");
        }

        Environment.ExitCode = 1;
        lifetime.StopApplication();
    }

    private async Task<IReadOnlyList<string>> LastLinesAsync(IResource resource, CancellationToken stoppingToken)
    {
        var lines = new List<string>();
        await foreach (var batch in logs.GetAllAsync(resource).WithCancellation(stoppingToken))
        {
            lines.AddRange(batch.Select(static line => line.Content));
        }

        return lines.TakeLast(LinesOfAFailure).ToList();
    }
}
