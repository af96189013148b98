namespace Aspire.Hosting.Dashboard.Telemetry.Calls;

/// <summary>Where a call goes, as its caller says it: to an address, and there perhaps to a database; or to a queue.</summary>
/// <param name="Host">A name or an IP address; null for a queue.</param>
/// <param name="Port">The port.</param>
/// <param name="Part">The database or the queue.</param>
internal readonly record struct CallTarget(string? Host, string? Port, string? Part)
{
    /// <summary>Longer texts are no names, and are not kept.</summary>
    private const int LongestName = 255;

    /// <summary>Null: the span is no call, or does not say where it goes.</summary>
    public static CallTarget? Of(Span span)
    {
        var target = span.Kind switch
        {
            SpanKind.Producer => new CallTarget(null, null, SpanAttributes.DestinationOf(span.Attributes)),
            SpanKind.Client when SpanAttributes.EndpointOf(span.Attributes) is ({ } host, { } port) => new CallTarget(host, port, SpanAttributes.DatabaseOf(span.Attributes)),
            _ => default,
        };
        return target != default && IsName(target.Host) && IsName(target.Port) && IsName(target.Part) ? target : null;
    }

    private static bool IsName(string? text) => text is null or { Length: <= LongestName };
}
