using System.Globalization;
using System.Net.Sockets;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Engine.Proxies;
using Microsoft.Extensions.Configuration;

namespace Aspire.Hosting.Engine.Orchestration;

/// <summary>
/// Gives every endpoint of every project, executable and container its ports before any of them starts, so that all addresses are known while
/// environments are put together. The ports stay the same for the life of the application.
/// </summary>
internal sealed class EndpointAllocator(IConfiguration configuration) : IAsyncDisposable
{
    /// <summary>The configuration key by which tests let several applications run side by side: fixed ports of proxied endpoints are ignored.</summary>
    public const string RandomizePortsKey = "DcpPublisher:RandomizePorts";

    private readonly Dictionary<IResource, List<EndpointBinding>> _bindings = [];
    private readonly Dictionary<IResource, string> _problems = [];
    private readonly Dictionary<int, string> _fixed = [];

    private bool RandomizePorts => configuration.GetValue<bool>(RandomizePortsKey);

    public IReadOnlyList<EndpointBinding> BindingsOf(IResource resource) => _bindings.GetValueOrDefault(resource) ?? [];

    /// <summary>Why the resource cannot start, or null.</summary>
    public string? ProblemOf(IResource resource) => _problems.GetValueOrDefault(resource);

    public void Allocate(IReadOnlyCollection<IResource> resources)
    {
        // Ports that somebody asked for by number are kept from being handed out to somebody else.
        foreach (var port in resources.SelectMany(Endpoints).SelectMany(FixedPorts))
        {
            LoopbackPorts.Exclude(port);
        }

        foreach (var resource in resources)
        {
            _bindings[resource] = [];
            foreach (var endpoint in Endpoints(resource).ToArray())
            {
                try
                {
                    _bindings[resource].Add(Bind(resource, endpoint));
                }
                catch (DistributedApplicationException exception)
                {
                    _problems.TryAdd(resource, exception.Message);
                    endpoint.AllocatedEndpoint = null;
                }
            }
        }
    }

    /// <summary>Looks whether somebody else listens where the resource is about to listen.</summary>
    /// <exception cref="DistributedApplicationException">A port is in use; the message says what to do.</exception>
    public void RequireFreePorts(IResource resource)
    {
        if (ProblemOf(resource) is { } problem)
        {
            throw new DistributedApplicationException(problem);
        }

        foreach (var binding in BindingsOf(resource))
        {
            if (!LoopbackPorts.IsFree(binding.ListenPort))
            {
                throw InUse(resource, binding.Endpoint, binding.ListenPort);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var binding in _bindings.Values.SelectMany(b => b))
        {
            if (binding.Proxy is { } proxy)
            {
                await proxy.DisposeAsync();
            }
        }
    }

    private static IEnumerable<EndpointAnnotation> Endpoints(IResource resource) => resource.Annotations.OfType<EndpointAnnotation>();

    private static IEnumerable<int> FixedPorts(EndpointAnnotation endpoint) => new[] { endpoint.Port, endpoint.TargetPort }.OfType<int>();

    private static DistributedApplicationException InUse(IResource resource, EndpointAnnotation endpoint, int port) => new(
        $"Port {port} of resource '{resource.Name}' (endpoint '{endpoint.Name}') is in use by another program. Stop that program (ss -ltnp 'sport = :{port}' shows it), or give the endpoint another port.");

    private EndpointBinding Bind(IResource resource, EndpointAnnotation endpoint)
    {
        if (endpoint.Protocol != ProtocolType.Tcp)
        {
            throw new DistributedApplicationException($"The endpoint '{endpoint.Name}' of resource '{resource.Name}' is {endpoint.Protocol}; without a container runtime there is TCP only.");
        }

        var binding = endpoint.IsProxied ? BindBehindProxy(resource, endpoint) : BindDirectly(resource, endpoint);
        var port = binding.Proxy?.Port ?? binding.ListenPort;
        endpoint.AllocatedEndpoint = new AllocatedEndpoint(endpoint, "localhost", port, binding.ListenPort.ToString(CultureInfo.InvariantCulture));
        return binding;
    }

    private EndpointBinding BindBehindProxy(IResource resource, EndpointAnnotation endpoint)
    {
        var isContainer = resource.IsContainer();
        var port = RandomizePorts ? null : endpoint.Port;
        if (port is { } wanted)
        {
            Reserve(resource, endpoint, wanted);
            if (!LoopbackPorts.IsFree(wanted))
            {
                throw InUse(resource, endpoint, wanted);
            }
        }

        // A container's target port is a port of the container; which loopback port stands for it is up to the host.
        var listenPort = isContainer || endpoint.TargetPort is not { } target ? LoopbackPorts.Allocate() : target;
        if (!isContainer && endpoint.TargetPort == listenPort)
        {
            Reserve(resource, endpoint, listenPort);
        }

        return new EndpointBinding(endpoint, listenPort, TcpProxy.Start(port));
    }

    private EndpointBinding BindDirectly(IResource resource, EndpointAnnotation endpoint)
    {
        var isContainer = resource.IsContainer();
        var wanted = isContainer ? endpoint.SpecifiedPort : endpoint.Port ?? endpoint.TargetPort;
        if (!isContainer && endpoint.Port != endpoint.TargetPort)
        {
            throw new DistributedApplicationException(
                $"The endpoint '{endpoint.Name}' of resource '{resource.Name}' has no proxy, so its port {endpoint.Port} and its target port {endpoint.TargetPort} must be equal.");
        }

        if (wanted is { } port)
        {
            Reserve(resource, endpoint, port);
        }

        var listenPort = wanted ?? LoopbackPorts.Allocate();
        endpoint.TargetPort ??= listenPort;
        endpoint.Port = listenPort;
        return new EndpointBinding(endpoint, listenPort, Proxy: null);
    }

    private void Reserve(IResource resource, EndpointAnnotation endpoint, int port)
    {
        var who = $"resource '{resource.Name}' (endpoint '{endpoint.Name}')";
        if (!_fixed.TryAdd(port, who))
        {
            throw new DistributedApplicationException($"Port {port} is asked for twice: by {_fixed[port]} and by {who}. Give one of them another port, or none.");
        }
    }
}
