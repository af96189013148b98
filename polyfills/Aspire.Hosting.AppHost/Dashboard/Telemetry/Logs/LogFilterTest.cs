namespace Aspire.Hosting.Dashboard.Telemetry;

/// <summary>A <see cref="LogFilter"/> made ready for many records: the cheap questions first.</summary>
internal sealed class LogFilterTest(LogFilter filter)
{
    private readonly string? _text = string.IsNullOrWhiteSpace(filter.Text) ? null : filter.Text.Trim();

    public bool Matches(LogRecord record)
    {
        if (record.Severity < filter.MinimumSeverity
            || (filter.TraceId is { } traceId && record.TraceId != traceId)
            || (filter.SpanId is { } spanId && record.SpanId != spanId)
            || !record.Resource.Is(filter.Resource))
        {
            return false;
        }

        for (var i = 0; i < filter.Attributes.Count; i++)
        {
            if (!filter.Attributes[i].Matches(record.Attributes))
            {
                return false;
            }
        }

        return _text is null || Contains(record.Message) || Contains(record.Scope.Name) || Contains(record.EventName);
    }

    private bool Contains(string text) => text.Contains(_text!, StringComparison.OrdinalIgnoreCase);
}
