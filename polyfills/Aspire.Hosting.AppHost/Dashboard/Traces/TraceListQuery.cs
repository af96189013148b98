using System.Globalization;
using Aspire.Hosting.Dashboard.Filters;
using Aspire.Hosting.Dashboard.Telemetry;
using Microsoft.AspNetCore.Http;

namespace Aspire.Hosting.Dashboard.Traces;

/// <summary>The list's filters and page, as they stand in its address.</summary>
internal sealed record TraceListQuery
{
    public const string Path = "/traces";
    public const int PageSize = 50;

    private const int LastPage = 1_000_000;

    private static readonly Dictionary<string, bool> Statuses = new(StringComparer.OrdinalIgnoreCase) { ["error"] = true, ["ok"] = false };

    public string? Resource { get; init; }

    /// <summary>Part of a span's name, or the beginning of the trace's id.</summary>
    public string? Text { get; init; }

    public bool? HasError { get; init; }

    public SpanCategory? Category { get; init; }

    public IReadOnlyList<AttributeFilter> Attributes { get; init; } = [];

    public TimeSpan? MinimumDuration { get; init; }

    /// <summary>The page's number, from 1.</summary>
    public int Page { get; init; } = 1;

    /// <summary>Traces that started later are left out, so that what comes in does not move later pages.</summary>
    public DateTime? Until { get; init; }

    /// <summary>What of the address was not understood.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    public bool IsFiltered => Resource is not null || Text is not null || HasError is not null || Category is not null || Attributes.Count > 0 || MinimumDuration is not null;

    /// <summary>A later page stands still.</summary>
    public bool IsNewest => Page == 1 && Until is null;

    public static TraceListQuery Of(IQueryCollection query, string? resource)
    {
        var reader = new FilterReader(query);
        return new TraceListQuery
        {
            Resource = reader.Text("resource") ?? resource,
            Text = reader.Text("q"),
            HasError = reader.Choice("status", Statuses),
            Category = reader.Choice("type", SpanCategories.ByName),
            Attributes = reader.Attributes("attr"),
            MinimumDuration = reader.Duration("min"),
            Page = reader.Number("page", 1, LastPage, otherwise: 1),
            Until = reader.Time("until"),
            Notes = reader.Notes,
        };
    }

    public TraceFilter ToFilter() => new()
    {
        Resource = Resource,
        Text = Text,
        HasError = HasError,
        MinimumDuration = MinimumDuration > TimeSpan.Zero ? MinimumDuration : null,
        Attributes = Attributes,
        AnyOf = Category is { } category ? SpanCategories.Keys(category) : [],
        To = Until,
    };

    /// <summary>The address of this list, or of a part of it.</summary>
    public string Link(string path = Path) => new QueryLink(path)
        .With("resource", Resource)
        .With("q", Text)
        .With("status", HasError switch { true => "error", false => "ok", null => null })
        .With("type", SpanCategories.ByName.FirstOrDefault(pair => pair.Value == Category).Key)
        .With("attr", Attributes.Select(AttributeText.Of))
        .With("min", MinimumDuration is { } duration ? TypedDuration.Of(duration) : null)
        .With("page", Page > 1 ? Page.ToString(CultureInfo.InvariantCulture) : null)
        .With("until", Page > 1 ? Until?.ToString("O", CultureInfo.InvariantCulture) : null)
        .ToString();
}
