namespace MyArch.Gateway.Targets;

/// <summary>Targets of one service: registration, states, and whose turn it is.</summary>
internal sealed class TargetGroup(string name, TargetGroupOptions options, bool isRouted, TargetGroupClock clock, ILogger logger) : IDisposable
{
    private readonly Lock _lock = new();
    private readonly Dictionary<Target, HealthCount> _registered = [];
    private readonly Dictionary<Target, ITimer> _draining = [];
    private Target[] _order = [];
    private Rotation _rotation = Rotation.Empty;
    private uint _turn = uint.MaxValue;

    public string Name => name;

    public TargetGroupOptions Options => options;

    /// <summary>Whether any route leads here; if not, its targets are unused and not checked.</summary>
    public bool IsRouted => isRouted;

    /// <summary>All targets, in the order of their registration.</summary>
    public IReadOnlyList<Target> Targets => Volatile.Read(ref _order);

    /// <summary>The next target; null if none is registered.</summary>
    public TargetChoice? Choose() => Volatile.Read(ref _rotation).At(Interlocked.Increment(ref _turn));

    /// <summary>Another target than those tried already; null if there is none.</summary>
    public TargetChoice? Choose(List<Target> tried) => Volatile.Read(ref _rotation).At(Volatile.Read(ref _turn) + 1, tried);

    /// <summary>Adds a target. The same registration again changes nothing; one with another address or zone replaces the old target, which drains.</summary>
    /// <returns>The target that was added, or null if nothing changed.</returns>
    public Target? Register(string id, Uri address, string zone)
    {
        lock (_lock)
        {
            var known = _registered.Keys.FirstOrDefault(target => target.Id == id);
            if (known is not null)
            {
                if (known.Address == address && known.Zone == zone)
                {
                    return null;
                }

                Drain(known);
            }

            var target = new Target(id, address, zone, isRouted ? TargetStatus.Initial : TargetStatus.Unused);
            _registered.Add(target, new HealthCount(options.HealthCheck.HealthyThreshold, options.HealthCheck.UnhealthyThreshold));
            _order = [.. _order.Where(other => other.Id != id), target];
            Rotate();
            return target;
        }
    }

    /// <summary>Takes a target out of rotation at once; it drains.</summary>
    /// <returns>False if no such target is registered.</returns>
    public bool Deregister(string id)
    {
        lock (_lock)
        {
            if (_registered.Keys.FirstOrDefault(target => target.Id == id) is not { } target)
            {
                return false;
            }

            Drain(target);
            return true;
        }
    }

    /// <summary>A health check was answered as it should be.</summary>
    public void Passed(Target target) => Count(target, null, static (count, _) => count.Passed());

    /// <summary>A health check failed.</summary>
    public void Failed(Target target, string reason) => Count(target, reason, static (count, reason) => count.Failed(reason!));

    /// <summary>A request could not be sent because no connection could be made.</summary>
    public void Unreachable(Target target, string reason) => Count(target, reason, static (count, reason) => count.Unreachable(reason!));

    public void Dispose()
    {
        lock (_lock)
        {
            foreach (var target in _registered.Keys)
            {
                target.Deregister();
            }

            foreach (var timer in _draining.Values)
            {
                timer.Dispose();
            }
        }
    }

    private void Count(Target target, string? reason, Func<HealthCount, string?, TargetStatus> step)
    {
        lock (_lock)
        {
            if (isRouted && _registered.TryGetValue(target, out var count))
            {
                Set(target, step(count, reason));
            }
        }
    }

    private void Drain(Target target)
    {
        _registered.Remove(target);
        Set(target, TargetStatus.Draining);
        target.Deregister();
        // It reads as draining for the whole delay, also when nothing is in flight any more (AWS documentation, deregistration delay).
        _draining.Add(target, clock.After(options.DeregistrationDelay, () => Close(target)));
    }

    private void Close(Target target)
    {
        lock (_lock)
        {
            if (_draining.Remove(target, out var timer))
            {
                timer.Dispose();
            }

            _order = [.. _order.Where(other => other != target)];
        }

        target.Close();
    }

    private void Set(Target target, TargetStatus status)
    {
        var before = target.Status;
        target.Status = status;
        if (before.State != status.State)
        {
            TargetLog.StateChanged(logger, target.Id, name, before.State, status.State, status.Reason);
            Rotate();
        }
    }

    private void Rotate() => Volatile.Write(ref _rotation, new Rotation([.. _order.Where(_registered.ContainsKey)]));
}
