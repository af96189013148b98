using System.Reflection;
using Aspire.Hosting.Engine;
using Aspire.Hosting.Engine.Orchestration;
using Aspire.Hosting.Engine.Projects;
using Aspire.Hosting.Engine.Store;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting.Testing;

/// <summary>What is different in a test: free ports, a store of its own, and no reaction to the signals of the test runner.</summary>
internal sealed class TestDefaults(Assembly appHost, Action<DistributedApplicationOptions, HostApplicationBuilderSettings> configure) : IDisposable
{
    private const string EnvironmentVariable = "DOTNET_ENVIRONMENT";

    private readonly string _store = Path.Combine(Path.GetTempPath(), $"aspire-test-{Guid.NewGuid():N}");

    /// <summary>All of it can be replaced: by the test, by environment variables, by arguments and by the application host's own code.</summary>
    public void Apply(DistributedApplicationOptions options, HostApplicationBuilderSettings settings)
    {
        options.AssemblyName ??= appHost.GetName().Name;
        options.DisableDashboard = true;
        settings.Configuration ??= new ConfigurationManager();
        settings.Configuration.AddInMemoryCollection(new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            [EndpointAllocator.RandomizePortsKey] = bool.TrueString,
            [StoreDirectory.ConfigurationKey] = _store,
        });
        settings.EnvironmentName ??= Environment.GetEnvironmentVariable(EnvironmentVariable) ?? ProfileEnvironment(options) ?? Environments.Development;
        configure(options, settings);
    }

    public static void Apply(DistributedApplicationBuilder builder)
    {
        builder.Services.AddHttpClient();
        builder.Services.RemoveAll<IHostLifetime>();
        builder.Services.AddSingleton<IHostLifetime, NoLifetime>();
    }

    public void Dispose()
    {
        if (Directory.Exists(_store))
        {
            Directory.Delete(_store, recursive: true);
        }
    }

    private string? ProfileEnvironment(DistributedApplicationOptions options) =>
        LaunchProfiles.Read(AppHostProject.DirectoryOf(appHost, options))?.Profiles.Values
            .Where(p => p.CommandName == "Project").Select(p => p.EnvironmentVariables.GetValueOrDefault(EnvironmentVariable)).FirstOrDefault();

    /// <summary>The test runner decides when to stop.</summary>
    private sealed class NoLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
