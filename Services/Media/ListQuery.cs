using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using MyArch.ServiceDefaults;

namespace MyArch.Media;

/// <summary>Which page of a list is asked for.</summary>
/// <param name="After">Where the page before ended; null for the first one.</param>
/// <param name="Limit">How many at most, 1 to 100.</param>
internal sealed record ListQuery(PageCursor? After, int Limit)
{
    private const int DefaultLimit = 20;
    private const int HighestLimit = 100;

    /// <summary>Reads the parameters of an address. Empty ones count as absent, as a form sends them.</summary>
    /// <returns>What is wrong with them; null if nothing is.</returns>
    public static ProblemHttpResult? Parse(IQueryCollection parameters, string list, out ListQuery query)
    {
        query = new(null, DefaultLimit);
        foreach (var name in (string[])["limit", "after"])
        {
            if (parameters[name].Count > 1)
            {
                return InvalidRequest.Parameter(name, "must be there once");
            }
        }

        var limit = DefaultLimit;
        if (parameters["limit"].ToString() is { Length: > 0 } number
            && !(int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out limit) && limit is >= 1 and <= HighestLimit))
        {
            return InvalidRequest.Parameter("limit", $"must be a whole number between 1 and {HighestLimit}");
        }

        PageCursor? after = null;
        if (parameters["after"].ToString() is { Length: > 0 } text && !PageCursor.TryParse(text, list, out after))
        {
            return InvalidRequest.Parameter("after", "must be the value of next in the page before");
        }

        query = new(after, limit);
        return null;
    }
}
