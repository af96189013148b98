namespace Aspire.Hosting.Dashboard.Telemetry;

/// <summary>A <see cref="TraceFilter"/> made ready for many traces: the cheap questions first.</summary>
internal sealed class TraceFilterTest(TraceFilter filter)
{
    private readonly string? _text = string.IsNullOrWhiteSpace(filter.Text) ? null : filter.Text.Trim();

    public bool Matches(in TraceSnapshot trace)
    {
        if ((filter.HasError is { } hasError && trace.HasError != hasError)
            || trace.Duration < filter.MinimumDuration
            || trace.Start >= filter.To)
        {
            return false;
        }

        return (filter.Resource is null || MatchesResource(trace))
            && ((filter.Attributes.Count == 0 && filter.AnyOf.Count == 0) || MatchesAttributes(trace))
            && (_text is null || MatchesText(trace));
    }

    private bool MatchesResource(in TraceSnapshot trace)
    {
        TelemetryResource? last = null;
        foreach (var span in trace.Spans)
        {
            if (!ReferenceEquals(span.Resource, last) && span.Resource.Is(filter.Resource))
            {
                return true;
            }

            last = span.Resource;
        }

        return false;
    }

    private bool MatchesText(in TraceSnapshot trace)
    {
        string? last = null;
        foreach (var span in trace.Spans)
        {
            // Names are shared strings: those of one trace are often the same.
            if (!ReferenceEquals(span.Name, last) && span.Name.Contains(_text!, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }

            last = span.Name;
        }

        return trace.Id.ToString().StartsWith(_text!, StringComparison.OrdinalIgnoreCase);
    }

    private bool MatchesAttributes(in TraceSnapshot trace)
    {
        foreach (var span in trace.Spans)
        {
            if (MatchesAttributes(span))
            {
                return true;
            }
        }

        return false;
    }

    private bool MatchesAttributes(Span span)
    {
        for (var i = 0; i < filter.Attributes.Count; i++)
        {
            if (!filter.Attributes[i].Matches(span.Attributes))
            {
                return false;
            }
        }

        if (filter.AnyOf.Count == 0)
        {
            return true;
        }

        for (var i = 0; i < filter.AnyOf.Count; i++)
        {
            if (span.Attributes.TryGet(filter.AnyOf[i], out _))
            {
                return true;
            }
        }

        return false;
    }
}
