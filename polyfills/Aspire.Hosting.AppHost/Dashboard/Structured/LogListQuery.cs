using System.Globalization;
using Aspire.Hosting.Dashboard.Filters;
using Aspire.Hosting.Dashboard.Telemetry;
using Microsoft.AspNetCore.Http;

namespace Aspire.Hosting.Dashboard.Structured;

/// <summary>The list's filters, page and open record, as they stand in its address.</summary>
internal sealed record LogListQuery
{
    public const string Path = "/structuredlogs";
    public const int PageSize = 100;

    private const int LastPage = 1_000_000;

    /// <summary>From the least to the worst.</summary>
    public static IReadOnlyDictionary<string, LogSeverity> Severities { get; } =
        new[] { LogSeverity.Trace, LogSeverity.Debug, LogSeverity.Information, LogSeverity.Warning, LogSeverity.Error, LogSeverity.Critical }
            .ToDictionary(static severity => severity.ToString(), StringComparer.OrdinalIgnoreCase);

    public string? Resource { get; init; }

    public LogSeverity? MinimumSeverity { get; init; }

    /// <summary>Part of the message, of the category or of the event's name.</summary>
    public string? Text { get; init; }

    public IReadOnlyList<AttributeFilter> Attributes { get; init; } = [];

    public TraceId? TraceId { get; init; }

    public SpanId? SpanId { get; init; }

    /// <summary>The page's number, from 1.</summary>
    public int Page { get; init; } = 1;

    /// <summary>Records that came in after the one with this number are left out, so that what comes in does not move later pages.</summary>
    public long? Until { get; init; }

    /// <summary>The record whose details are open.</summary>
    public long? Open { get; init; }

    /// <summary>What of the address was not understood.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    public bool IsFiltered => Resource is not null || MinimumSeverity is not null || Text is not null || Attributes.Count > 0 || TraceId is not null || SpanId is not null;

    /// <summary>A later page stands still.</summary>
    public bool IsNewest => Page == 1 && Until is null;

    public static LogListQuery Of(IQueryCollection query, string? resource)
    {
        var reader = new FilterReader(query);
        return new LogListQuery
        {
            Resource = reader.Text("resource") ?? resource,
            MinimumSeverity = reader.Choice("severity", Severities),
            Text = reader.Text("q"),
            Attributes = reader.Attributes("attr"),
            TraceId = reader.TraceId("traceId"),
            SpanId = reader.SpanId("spanId"),
            Page = reader.Number("page", 1, LastPage, otherwise: 1),
            Until = reader.Number("until"),
            Open = reader.Number("log"),
            Notes = reader.Notes,
        };
    }

    public LogFilter ToFilter() => new()
    {
        Resource = Resource,
        MinimumSeverity = MinimumSeverity,
        Text = Text,
        Attributes = Attributes,
        TraceId = TraceId,
        SpanId = SpanId,
    };

    /// <summary>The address of this list, or of a part of it.</summary>
    public string Link(string path = Path) => new QueryLink(path)
        .With("resource", Resource)
        .With("severity", MinimumSeverity?.ToString())
        .With("q", Text)
        .With("attr", Attributes.Select(AttributeText.Of))
        .With("traceId", TraceId?.ToString())
        .With("spanId", SpanId?.ToString())
        .With("page", Page > 1 ? Page.ToString(CultureInfo.InvariantCulture) : null)
        .With("until", Page > 1 ? Until?.ToString(CultureInfo.InvariantCulture) : null)
        .With("log", Open?.ToString(CultureInfo.InvariantCulture))
        .ToString();
}
