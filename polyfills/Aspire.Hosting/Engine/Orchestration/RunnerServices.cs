using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Engine.Logging;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Engine.Orchestration;

/// <summary>What every <see cref="ResourceRunner"/> of an application shares.</summary>
internal sealed class RunnerServices(
    ResourceStates states,
    ResourceEvents events,
    ConnectionStrings connections,
    EndpointAllocator endpoints,
    WorkloadLauncher launcher,
    ResourceLoggerService loggers,
    SecretMask mask,
    ILogger<ResourceRunner> logger)
{
    public ResourceStates States => states;

    public ResourceEvents Events => events;

    public ConnectionStrings Connections => connections;

    public EndpointAllocator Endpoints => endpoints;

    public WorkloadLauncher Launcher => launcher;

    public SecretMask Mask => mask;

    /// <summary>The host's own log.</summary>
    public ILogger Logger => logger;

    public ILogger LoggerOf(IResource resource) => loggers.GetLogger(resource);

    public ResourceLog LinesOf(IResource resource) => loggers.LogOf(resource.Name);
}
