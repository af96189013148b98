using System.Collections.Frozen;
using Microsoft.Extensions.Options;
using MyArch.Gateway.Health;
using MyArch.Gateway.Routing;

namespace MyArch.Gateway.Targets;

/// <summary>All target groups. Targets are registered from configuration at start, and can be registered and deregistered at any time.</summary>
internal sealed class TargetRegistry : IHostedService, IDisposable
{
    private readonly FrozenDictionary<string, TargetGroup> _groups;
    private readonly HealthChecks _checks;

    public TargetRegistry(IOptions<TargetGroupsOptions> groups, RouteTable routes, TargetGroupClock clock, HealthChecks checks, ILogger<TargetRegistry> logger)
    {
        _checks = checks;
        _groups = groups.Value.ToFrozenDictionary(
            group => group.Key,
            group => new TargetGroup(group.Key, group.Value, routes.Groups.Contains(group.Key), clock, logger),
            StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>The groups by name.</summary>
    public IEnumerable<TargetGroup> Groups => _groups.Values.OrderBy(static group => group.Name, StringComparer.Ordinal);

    public TargetGroup? Find(string name) => _groups.GetValueOrDefault(name);

    /// <summary>Registers a target and starts to check it at once.</summary>
    public void Register(TargetGroup group, string id, Uri address, string zone)
    {
        if (group.Register(id, address, zone) is { } target && group.IsRouted)
        {
            _checks.Start(group, target);
        }
    }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var group in _groups.Values)
        {
            foreach (var (id, target) in group.Options.Targets)
            {
                Register(group, id, target.Address!, target.Zone);
            }
        }

        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose()
    {
        foreach (var group in _groups.Values)
        {
            group.Dispose();
        }
    }
}
