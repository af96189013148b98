using Aspire.Hosting.Dashboard.Telemetry;

namespace Aspire.Hosting.Dashboard.Api.Telemetry;

/// <summary>
/// The parameter <c>search</c>: terms that are all to be true. <c>word</c> or <c>"some words"</c>: somewhere in the item; <c>field:value</c>: that field
/// contains it; <c>@attribute:value</c>: that attribute does; <c>duration:&gt;100</c> (ms), <c>&gt;=</c>, <c>&lt;</c>, <c>&lt;=</c>; <c>-</c> before a field
/// or an attribute: not so. Before a word it is a part of it: <c>-word</c> looks for a dash and the word, as in Aspire's dashboard.
/// </summary>
internal sealed class TelemetrySearch
{
    public static TelemetrySearch Everything { get; } = new([]);

    private readonly SearchTerm[] _terms;

    private TelemetrySearch(SearchTerm[] terms) => _terms = terms;

    public static TelemetrySearch Parse(string? text) => string.IsNullOrWhiteSpace(text) ? Everything : new([.. SearchTerm.Parse(text)]);

    public bool Matches(Span span)
    {
        foreach (var term in _terms)
        {
            if (!term.Matches(span))
            {
                return false;
            }
        }

        return true;
    }

    public bool MatchesAny(ReadOnlySpan<Span> spans)
    {
        foreach (var span in spans)
        {
            if (Matches(span))
            {
                return true;
            }
        }

        return false;
    }

    public bool Matches(LogRecord record)
    {
        foreach (var term in _terms)
        {
            if (!term.Matches(record))
            {
                return false;
            }
        }

        return true;
    }
}
