using System.Collections.Immutable;
using Microsoft.AspNetCore.Http;

namespace Aspire.Hosting.Dashboard.Resources;

/// <summary>What the page shows and how: all of it is in the address, so that a reload, a bookmark and a browser without scripts get the same.</summary>
public sealed record ResourcesQuery
{
    /// <summary>The view: <c>Table</c> (or nothing), <c>Graph</c> or <c>Parameters</c>, as in Aspire's dashboard.</summary>
    public string View { get; init; } = TableView;

    /// <summary>The resource whose details are open.</summary>
    public string? Resource { get; init; }

    public string? Type { get; init; }

    public string? State { get; init; }

    public string? Health { get; init; }

    /// <summary>Words that are looked for in names, types, states, sources and addresses.</summary>
    public string? Text { get; init; }

    /// <summary>The column that the list is sorted by; null is the order of the model.</summary>
    public string? Sort { get; init; }

    public bool IsDescending { get; init; }

    /// <summary>The resources whose children are folded away.</summary>
    public ImmutableSortedSet<string> Folded { get; init; } = [];

    public bool IsFiltered => Type is not null || State is not null || Health is not null || Text is not null;

    public const string TableView = "Table";
    public const string GraphView = "Graph";
    public const string ParametersView = "Parameters";

    public static ResourcesQuery Read(IQueryCollection query)
    {
        ArgumentNullException.ThrowIfNull(query);
        var view = Value(query, "view");
        return new ResourcesQuery
        {
            View = new[] { GraphView, ParametersView }.FirstOrDefault(known => string.Equals(known, view, StringComparison.OrdinalIgnoreCase)) ?? TableView,
            Resource = Value(query, "resource"),
            Type = Value(query, "type"),
            State = Value(query, "state"),
            Health = Value(query, "health"),
            Text = Value(query, "text"),
            Sort = Value(query, "sort"),
            IsDescending = Value(query, "order") == "desc",
            Folded = [.. (Value(query, "folded") ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries)],
        };
    }

    public ResourcesQuery Toggle(string resource) => this with { Folded = Folded.SymmetricExcept([resource]) };

    /// <summary>A click on a column's head: ascending, then descending, then as it was.</summary>
    public ResourcesQuery SortBy(string column) => Sort != column ? this with { Sort = column, IsDescending = false }
        : IsDescending ? this with { Sort = null, IsDescending = false }
        : this with { IsDescending = true };

    /// <summary>The page's address with this query.</summary>
    public string Link(string path = "/") => path + QueryString.Create(Fields().Where(static field => !string.IsNullOrEmpty(field.Value)));

    /// <summary>What the form of the filters has to pass on.</summary>
    public IEnumerable<KeyValuePair<string, string?>> Kept() =>
        Fields().Where(static field => !string.IsNullOrEmpty(field.Value) && field.Key is not ("type" or "state" or "health" or "text"));

    private IEnumerable<KeyValuePair<string, string?>> Fields()
    {
        yield return new("view", View == TableView ? null : View);
        yield return new("type", Type);
        yield return new("state", State);
        yield return new("health", Health);
        yield return new("text", Text);
        yield return new("sort", Sort);
        yield return new("order", Sort is not null && IsDescending ? "desc" : null);
        yield return new("folded", string.Join(',', Folded));
        yield return new("resource", Resource);
    }

    private static string? Value(IQueryCollection query, string name) => query[name].ToString().Trim() is { Length: > 0 } value ? value : null;
}
