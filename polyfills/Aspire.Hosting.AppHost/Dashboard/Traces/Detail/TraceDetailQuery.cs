using System.Globalization;
using Aspire.Hosting.Dashboard.Filters;
using Aspire.Hosting.Dashboard.Telemetry;
using Aspire.Hosting.Dashboard.Traces.Waterfall;
using Microsoft.AspNetCore.Http;

namespace Aspire.Hosting.Dashboard.Traces.Detail;

/// <summary>What is open, folded and looked for in a trace, as it stands in the page's address.</summary>
internal sealed record TraceDetailQuery
{
    private const int LastPage = 1_000;

    public required TraceId TraceId { get; init; }

    /// <summary>The span whose details are open.</summary>
    public SpanId? Span { get; init; }

    /// <summary>What the spans are searched for.</summary>
    public string? Text { get; init; }

    /// <summary>Only the spans of this resource, and those above them.</summary>
    public string? Resource { get; init; }

    public WaterfallFolds Folds { get; init; } = WaterfallFolds.None;

    /// <summary>The page of rows, from 1. Null: the one with the open span, or the first.</summary>
    public int? Page { get; init; }

    /// <summary>What of the address was not understood.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    public static TraceDetailQuery Of(TraceId traceId, IQueryCollection query)
    {
        var reader = new FilterReader(query);
        return new TraceDetailQuery
        {
            TraceId = traceId,
            Span = reader.SpanId("span"),
            Text = reader.Text("q"),
            Resource = reader.Text("resource"),
            Folds = new WaterfallFolds(Spans(query["fold"].ToString()), Spans(query["open"].ToString()), reader.Number("depth", 1, 1_000_000, otherwise: 0) is > 0 and var depth ? depth : null),
            Page = reader.Number("page", 1, LastPage, otherwise: 0) is > 0 and var page ? page : null,
            Notes = reader.Notes,
        };
    }

    public string Link(string part = "") => new QueryLink($"/traces/detail/{TraceId}{part}")
        .With("span", Span?.ToString())
        .With("q", Text)
        .With("resource", Resource)
        .With("depth", Folds.Depth?.ToString(CultureInfo.InvariantCulture))
        .With("fold", string.Join('.', Folds.Folded))
        .With("open", string.Join('.', Folds.Opened))
        .With("page", Page?.ToString(CultureInfo.InvariantCulture))
        .ToString();

    /// <summary>Ids with dots between them, which need no escaping. What is none is no fold: it would only be a row that is open.</summary>
    private static IEnumerable<SpanId> Spans(string text)
    {
        foreach (var part in text.Split('.', WaterfallFolds.Most + 1, StringSplitOptions.RemoveEmptyEntries).Take(WaterfallFolds.Most))
        {
            if (SpanId.TryParse(part, out var id))
            {
                yield return id;
            }
        }
    }
}
