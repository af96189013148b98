namespace Aspire.Hosting.Dashboard.Telemetry;

/// <summary>
/// A process that sent telemetry. <see cref="Name"/> is <c>service.name</c>, which is the resource's name in the model; a process that is started
/// again has the same name and another <see cref="InstanceId"/> (<c>service.instance.id</c>).
/// </summary>
public sealed class TelemetryResource(string name, string instanceId, TelemetryAttributes attributes)
{
    private volatile bool _hasSpans;
    private volatile bool _hasLogs;
    private volatile bool _hasMetrics;

    public string Name { get; } = name;

    /// <summary>Empty when the sender names none.</summary>
    public string InstanceId { get; } = instanceId;

    /// <summary>Everything that the resource last said of itself, with <c>service.name</c> and <c>service.instance.id</c>.</summary>
    public TelemetryAttributes Attributes { get; internal set; } = attributes;

    /// <summary>Whether it has ever sent a span; likewise the other two.</summary>
    public bool HasSpans
    {
        get => _hasSpans;
        set => _hasSpans = value;
    }

    public bool HasLogs
    {
        get => _hasLogs;
        set => _hasLogs = value;
    }

    public bool HasMetrics
    {
        get => _hasMetrics;
        set => _hasMetrics = value;
    }

    /// <summary>Whether <paramref name="name"/>, as a person or a query writes it, is this resource. Null: every resource is.</summary>
    public bool Is(string? name) => name is null || string.Equals(name, Name, StringComparison.OrdinalIgnoreCase);

    public override string ToString() => InstanceId.Length == 0 ? Name : $"{Name} ({InstanceId})";
}
