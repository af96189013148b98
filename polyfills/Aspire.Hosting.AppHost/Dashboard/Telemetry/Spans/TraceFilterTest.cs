namespace Aspire.Hosting.Dashboard.Telemetry;

/// <summary>A <see cref="TraceFilter"/> made ready for many traces: the cheap questions first.</summary>
internal sealed class TraceFilterTest(TraceFilter filter)
{
    private readonly string? _text = string.IsNullOrWhiteSpace(filter.Text) ? null : filter.Text.Trim();

    public bool Matches(Trace trace)
    {
        if ((filter.HasError is { } hasError && trace.HasError != hasError)
            || trace.Duration < filter.MinimumDuration
            || trace.Start < filter.From
            || trace.Start >= filter.To)
        {
            return false;
        }

        return MatchesResource(trace) && MatchesAttributes(trace) && MatchesText(trace);
    }

    private bool MatchesResource(Trace trace)
    {
        if (filter.Resource is null)
        {
            return true;
        }

        foreach (var (resource, _, _) in trace.Resources)
        {
            if (resource.Is(filter.Resource))
            {
                return true;
            }
        }

        return false;
    }

    private bool MatchesText(Trace trace)
    {
        if (_text is null)
        {
            return true;
        }

        for (var i = 0; i < trace.Spans.Count; i++)
        {
            if (trace.Spans[i].Name.Contains(_text, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return trace.Id.ToString().StartsWith(_text, StringComparison.OrdinalIgnoreCase);
    }

    private bool MatchesAttributes(Trace trace)
    {
        if (filter.Attributes.Count == 0)
        {
            return true;
        }

        for (var i = 0; i < trace.Spans.Count; i++)
        {
            if (MatchesAttributes(trace.Spans[i]))
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

        return true;
    }
}
