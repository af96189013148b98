using Aspire.Hosting.Dashboard.Telemetry;

namespace Aspire.Hosting.Dashboard.Otlp;

/// <summary>
/// Goes through one request. All signals are alike: <c>Export…ServiceRequest</c> is a list of <c>Resource…</c> (1), each a <c>Resource</c> (1) and a list of <c>Scope…</c> (2), each an
/// <c>InstrumentationScope</c> (1) and a list of items (2).
/// </summary>
internal abstract class OtlpWalk(OtlpReader values, TelemetryResources resources)
{
    /// <summary>So much of a request is decoded before it is stored; only a request that is larger can be stored in part and then turn out malformed.</summary>
    public const long MaxPendingBytes = 8 << 20;

    private const uint First = (1 << 3) | WireType.Length;
    private const uint Second = (2 << 3) | WireType.Length;

    private TelemetryAttributes _attributes;
    private TelemetryResource? _resource;
    private long _resourceBytes;
    private long _scopeBytes;
    private long _pending;

    protected OtlpReader Values => values;

    /// <summary>The resource of the item that is read. It becomes known when it is first asked for, which a decoder does only once the item is whole.</summary>
    protected TelemetryResource Resource => _resource ??= Resolve();

    protected TelemetryScope Scope { get; private set; } = TelemetryScope.Empty;

    protected OtlpOutcome Outcome { get; private set; }

    /// <exception cref="OtlpFormatException">It is no such message.</exception>
    public OtlpOutcome Run(ReadOnlySpan<byte> request)
    {
        var groups = new ProtobufReader(request);
        while (groups.TryReadNext(First, out var group))
        {
            // The resource may be written after what belongs to it; so may the scope.
            values.Bytes = 0;
            (_attributes, _resource) = (values.ReadResource(ProtobufReader.FindLast(First, group)), null);
            _resourceBytes = values.Bytes;
            var scopes = new ProtobufReader(group);
            while (scopes.TryReadNext(Second, out var scope))
            {
                ReadScope(scope);
            }
        }

        Store();
        return Outcome;
    }

    /// <summary>Reads an item. <see cref="OtlpReader.Bytes"/> is what it begins with.</summary>
    protected abstract void Read(ReadOnlySpan<byte> item);

    /// <summary>Stores what was read since the last time.</summary>
    protected abstract void Store();

    /// <summary>Something waits to be stored that takes so many bytes.</summary>
    protected void Took(long bytes)
    {
        _scopeBytes = 0;
        _pending += bytes;
        if (_pending > MaxPendingBytes)
        {
            Store();
            _pending = 0;
        }
    }

    protected void Refuse(string reason) => Outcome = Outcome.Refuse(reason);

    private void ReadScope(ReadOnlySpan<byte> message)
    {
        values.Bytes = 0;
        Scope = values.ReadScope(ProtobufReader.FindLast(First, message));
        _scopeBytes = values.Bytes;
        var items = new ProtobufReader(message);
        while (items.TryReadNext(Second, out var item))
        {
            // The first one that is taken pays for the scope, and for the resource if that is new.
            values.Bytes = _scopeBytes;
            Read(item);
        }
    }

    private TelemetryResource Resolve()
    {
        var resource = resources.Of(_attributes, out var isNew);
        values.Bytes += isNew ? _resourceBytes : 0;
        return resource;
    }
}
