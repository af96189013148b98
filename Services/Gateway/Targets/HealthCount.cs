namespace MyArch.Gateway.Targets;

/// <summary>
/// Decides a target's state from its health checks. A new target, one that has never been healthy, is healthy after one pass, however long it took to
/// start; the healthy threshold counts for recovery, the unhealthy threshold always (AWS documentation, "Health checks for your target groups"). Not
/// safe for concurrent use.
/// </summary>
internal sealed class HealthCount(int healthyThreshold, int unhealthyThreshold)
{
    private int _passes;
    private int _failures;
    private bool _isNew = true;

    public TargetStatus Status { get; private set; } = TargetStatus.Initial;

    public TargetStatus Passed()
    {
        _failures = 0;
        _passes++;
        if (_isNew || _passes >= healthyThreshold)
        {
            _isNew = false;
            Status = TargetStatus.Healthy;
        }

        return Status;
    }

    public TargetStatus Failed(string reason)
    {
        _passes = 0;
        _failures++;
        if (Status.State == TargetState.Unhealthy || _failures >= unhealthyThreshold)
        {
            Status = TargetStatus.Unhealthy(reason);
        }

        return Status;
    }

    /// <summary>No connection could be made for a request: a healthy target is out at once and recovers like any unhealthy one.</summary>
    public TargetStatus Unreachable(string reason)
    {
        _passes = 0;
        if (Status.State == TargetState.Healthy)
        {
            Status = TargetStatus.Unhealthy(reason);
        }

        return Status;
    }
}
