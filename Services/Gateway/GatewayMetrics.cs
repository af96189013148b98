using System.Diagnostics;
using System.Diagnostics.Metrics;
using MyArch.Gateway.Targets;

namespace MyArch.Gateway;

/// <summary>What the gateway counts, and what it adds to the server span of a request. docs/telemetry.md lists it all.</summary>
internal sealed class GatewayMetrics
{
    /// <summary>The name of the meter.</summary>
    public const string MeterName = "MyArch.Gateway";

    private readonly Counter<long> _forwarded;
    private readonly Counter<long> _retried;
    private readonly Counter<long> _rejected;
    private readonly Counter<long> _checked;
    private readonly Counter<long> _refusedConnections;
    private Func<IEnumerable<TargetGroup>> _groups = static () => [];

    public GatewayMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(MeterName);
        _forwarded = meter.CreateCounter<long>("myarch.gateway.request.forwarded", "{request}", "Requests sent to targets, by how it ended.");
        _retried = meter.CreateCounter<long>("myarch.gateway.request.retried", "{request}", "Requests sent again to another target.");
        _rejected = meter.CreateCounter<long>("myarch.gateway.request.rejected", "{request}", "Requests that the gateway answered with an error of its own.");
        _checked = meter.CreateCounter<long>("myarch.gateway.health_check.completed", "{check}", "Health checks of targets, by result.");
        _refusedConnections = meter.CreateCounter<long>("myarch.gateway.connection.refused", "{connection}", "Connections closed because there were as many as there may be.");
        meter.CreateObservableUpDownCounter("myarch.gateway.target.count", CountTargets, "{target}", "Targets by state.");
        meter.CreateObservableUpDownCounter("myarch.gateway.request.active", CountInFlight, "{request}", "Requests in flight by target.");
    }

    /// <summary>Says where the targets are that are counted.</summary>
    public void Observe(Func<IEnumerable<TargetGroup>> groups) => _groups = groups;

    /// <summary>An attempt ended: <c>ok</c>, or what went wrong.</summary>
    public void Forwarded(TargetGroup group, in TargetChoice choice, string outcome)
    {
        if (_forwarded.Enabled)
        {
            _forwarded.Add(1, new TagList
            {
                { "myarch.target_group", group.Name },
                { "myarch.target.id", choice.Target.Id },
                { "myarch.target.zone", choice.Target.Zone },
                { "myarch.target.choice", choice.Why },
                { "myarch.outcome", outcome },
            });
        }
    }

    public void Retried(TargetGroup group, string outcome) =>
        _retried.Add(1, new("myarch.target_group", group.Name), new("myarch.outcome", outcome));

    public void Rejected(int status) => _rejected.Add(1, new KeyValuePair<string, object?>("http.response.status_code", status));

    public void ConnectionRefused() => _refusedConnections.Add(1);

    public void HealthChecked(TargetGroup group, Target target, bool passed) => _checked.Add(
        1, new("myarch.target_group", group.Name), new("myarch.target.id", target.Id), new("myarch.outcome", passed ? "passed" : "failed"));

    /// <summary>Puts the chosen target, why it was chosen, and what came of it on the server span.</summary>
    public static void Describe(Activity? span, TargetGroup group, in TargetChoice choice, int attempts, string outcome)
    {
        if (span is { IsAllDataRequested: true })
        {
            span.SetTag("myarch.target_group", group.Name);
            span.SetTag("myarch.target.id", choice.Target.Id);
            span.SetTag("myarch.target.zone", choice.Target.Zone);
            span.SetTag("myarch.target.choice", choice.Why);
            span.SetTag("myarch.target.attempts", attempts);
            span.SetTag("myarch.outcome", outcome);
        }
    }

    /// <summary>Says on the server span where a request would have gone, and why it was sent to no target.</summary>
    public static void DescribeRefusal(Activity? span, TargetGroup group, string outcome) => span?.SetTag("myarch.target_group", group.Name).SetTag("myarch.outcome", outcome);

    /// <summary>Says on the server span that the client has half an answer: the status, which he had before, says that all is well.</summary>
    public static void DescribeCutOff(Activity? span, string outcome) => span?.SetTag("error.type", outcome).SetStatus(ActivityStatusCode.Error);

    private IEnumerable<Measurement<long>> CountTargets() =>
        from targetGroup in _groups()
        from state in Enum.GetValues<TargetState>()
        select new Measurement<long>(
            targetGroup.Targets.Count(target => target.Status.State == state),
            new("myarch.target_group", targetGroup.Name),
            new("myarch.target.state", TargetStateNames.Of(state)));

    private IEnumerable<Measurement<long>> CountInFlight() =>
        from targetGroup in _groups()
        from target in targetGroup.Targets
        select new Measurement<long>(
            target.InFlight,
            new("myarch.target_group", targetGroup.Name),
            new("myarch.target.id", target.Id),
            new("myarch.target.zone", target.Zone));
}
