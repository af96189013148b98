namespace MyArch.Gateway.Targets;

/// <summary>The targets that take requests at one moment: the healthy ones, or all of them if none is (the load balancer fails open).</summary>
internal sealed class Rotation
{
    public static readonly Rotation Empty = new([]);

    private readonly Target[] _targets;
    private readonly string _why;

    public Rotation(IReadOnlyCollection<Target> registered)
    {
        Target[] healthy = [.. registered.Where(static target => target.Status.State == TargetState.Healthy)];
        IsFailingOpen = healthy.Length == 0 && registered.Count > 0;
        _targets = IsFailingOpen ? [.. registered] : healthy;
        _why = IsFailingOpen ? TargetChoice.FailOpen : TargetChoice.RoundRobin;
    }

    /// <summary>Whether there are targets and none is healthy.</summary>
    public bool IsFailingOpen { get; }

    public int Count => _targets.Length;

    /// <summary>The target whose turn it is.</summary>
    public TargetChoice? At(uint turn) => _targets.Length == 0 ? null : new TargetChoice(_targets[turn % (uint)_targets.Length], _why);

    /// <summary>The first target from that turn on that was not tried.</summary>
    public TargetChoice? At(uint turn, List<Target> tried)
    {
        for (var i = 0u; i < _targets.Length; i++)
        {
            var target = _targets[(turn + i) % (uint)_targets.Length];
            if (!tried.Contains(target))
            {
                return new TargetChoice(target, TargetChoice.Retry);
            }
        }

        return null;
    }
}
