using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http.HttpResults;
using MyArch.ServiceDefaults;

namespace MyArch.Catalog.Items;

/// <summary>Which page of which list is asked for.</summary>
/// <param name="Limit">How many items at most, 1 to 100.</param>
/// <param name="Category">Only items of it; null for all. One that is unknown has no items.</param>
/// <param name="Search">Only items that it finds, the best first; null for all, in the order of their ids.</param>
/// <param name="After">Where the page before ended; null for the first one.</param>
internal sealed partial record ItemQuery(int Limit, string? Category, SearchText? Search, ItemCursor? After)
{
    private const int DefaultLimit = 20;
    private const int HighestLimit = 100;

    /// <summary>The key of the page in the cache. No part but the last one can hold a colon.</summary>
    public string Key => string.Create(CultureInfo.InvariantCulture, $"items:{Limit}:{Category}:{After?.ToText(Search?.Text, Category)}:{Search?.Text}");

    /// <summary>Reads the parameters of an address. Empty ones count as absent, as a form sends them.</summary>
    /// <returns>What is wrong with them; null if nothing is.</returns>
    public static ProblemHttpResult? Parse(IQueryCollection parameters, out ItemQuery query)
    {
        query = new(DefaultLimit, null, null, null);
        foreach (var name in (string[])["limit", "category", "q", "after"])
        {
            if (parameters[name].Count > 1)
            {
                return InvalidRequest.Parameter(name, "must be there once");
            }
        }

        // The cursor comes last: it belongs to the list that the others name.
        return ReadLimit(parameters["limit"].ToString(), ref query)
            ?? ReadCategory(parameters["category"].ToString(), ref query)
            ?? ReadSearch(parameters["q"].ToString(), ref query)
            ?? ReadAfter(parameters["after"].ToString(), ref query);
    }

    private static ProblemHttpResult? ReadLimit(string text, ref ItemQuery query)
    {
        var limit = DefaultLimit;
        if (text.Length > 0 && !(int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out limit) && limit is >= 1 and <= HighestLimit))
        {
            return InvalidRequest.Parameter("limit", $"must be a whole number between 1 and {HighestLimit}");
        }

        query = query with { Limit = limit };
        return null;
    }

    private static ProblemHttpResult? ReadCategory(string text, ref ItemQuery query)
    {
        if (text.Length > 0 && !CategoryName.IsMatch(text))
        {
            return InvalidRequest.Parameter("category", "must be a category's name: up to 40 small letters and hyphens");
        }

        query = query with { Category = text.Length == 0 ? null : text };
        return null;
    }

    private static ProblemHttpResult? ReadSearch(string text, ref ItemQuery query)
    {
        if (text.Length > SearchText.Longest)
        {
            return InvalidRequest.Parameter("q", $"must have at most {SearchText.Longest} characters");
        }

        var search = SearchText.From(text);
        query = query with { Search = search.Text.Length == 0 ? null : search };
        return null;
    }

    private static ProblemHttpResult? ReadAfter(string text, ref ItemQuery query)
    {
        ItemCursor? after = null;
        if (text.Length > 0 && !ItemCursor.TryParse(text, query.Search?.Text, query.Category, out after))
        {
            return InvalidRequest.Parameter("after", "must be the value of next in the page before, with the same q and category");
        }

        query = query with { After = after };
        return null;
    }

    [GeneratedRegex(@"^[a-z][a-z-]{0,39}\z", RegexOptions.NonBacktracking)]
    private static partial Regex CategoryName { get; }
}
