namespace Aspire.Hosting.Dashboard.Telemetry;

/// <summary>The processes that have sent telemetry. Bounded: of too many, the one that was not heard of for longest is forgotten.</summary>
internal sealed class TelemetryResources(TelemetryLimits limits)
{
    /// <summary>The name of a resource without <c>service.name</c>.</summary>
    /// <seealso href="https://opentelemetry.io/docs/specs/semconv/resource/#service"/>
    public const string UnknownName = "unknown_service";

    private sealed class Entry(TelemetryResource resource)
    {
        public TelemetryResource Resource { get; } = resource;

        public long Seen { get; set; }
    }

    private readonly Lock _lock = new();
    private readonly Dictionary<(string Name, string InstanceId), Entry> _entries = [];
    private TelemetryResource[] _all = [];
    private long _clock;
    private long _version;

    public TelemetryResources()
        : this(new TelemetryLimits())
    {
    }

    /// <summary>By name, then in the order in which the instances came.</summary>
    public IReadOnlyList<TelemetryResource> All => Volatile.Read(ref _all);

    /// <summary>Grows when a resource comes, goes or changes what it says of itself.</summary>
    public long Version => Interlocked.Read(ref _version);

    /// <summary>The resource that <paramref name="attributes"/> describe; the same object for the same name and instance.</summary>
    public TelemetryResource Of(TelemetryAttributes attributes) => Of(attributes, out _);

    /// <inheritdoc cref="Of(TelemetryAttributes)"/>
    /// <param name="isNew">Whether its attributes were kept by this call, and so take memory that was not taken before.</param>
    internal TelemetryResource Of(TelemetryAttributes attributes, out bool isNew)
    {
        var name = attributes.Text("service.name") is { Length: > 0 } text ? text : UnknownName;
        var key = (name, attributes.Text("service.instance.id") ?? "");
        lock (_lock)
        {
            isNew = false;
            if (!_entries.TryGetValue(key, out var entry))
            {
                if (_entries.Count >= limits.MaxResourceCount)
                {
                    _entries.Remove(_entries.MinBy(e => e.Value.Seen).Key);
                }

                entry = new(new(key.name, key.Item2, attributes));
                _entries.Add(key, entry);
                isNew = true;
                _all = [.. _entries.Values.Select(e => e.Resource).OrderBy(r => r.Name, StringComparer.OrdinalIgnoreCase)];
                Interlocked.Increment(ref _version);
            }
            else if (entry.Resource.Attributes != attributes)
            {
                entry.Resource.Attributes = attributes;
                isNew = true;
                Interlocked.Increment(ref _version);
            }

            entry.Seen = ++_clock;
            return entry.Resource;
        }
    }
}
