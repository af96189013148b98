using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using MyArch.DataDefaults;
using MyArch.ServiceDefaults;

namespace MyArch.Catalog.Items;

/// <summary>What items cost now, for the cart.</summary>
internal static class PriceEndpoints
{
    /// <summary>As many as a cart has lines.</summary>
    private const int MostIds = 50;

    public static void MapPrices(this IEndpointRouteBuilder inside) =>
        inside.MapMethods("/prices", CatalogEndpoints.Read, GetAsync).WithName("GetPrices").WithSummary("Prices of items; unknown ones are left out");

    private static async Task<Results<Ok<PriceList>, ProblemHttpResult>> GetAsync(HttpRequest request, ItemReader items, CancellationToken cancellationToken)
    {
        var texts = request.Query["id"];
        if (texts.Count is 0 or > MostIds)
        {
            return InvalidRequest.Parameter("id", $"must be there 1 to {MostIds} times");
        }

        SortedSet<int> ids = [];
        foreach (var text in texts)
        {
            if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var id) || id < 1)
            {
                return InvalidRequest.Parameter("id", "must be the number of an item");
            }

            ids.Add(id);
        }

        var atLeast = request.ReadConsistencyToken();
        List<Price> prices = [];
        // One after another: without the cache, fifty at once would take all connections to the database for one request.
        foreach (var id in ids)
        {
            if ((await items.FindAsync(id, atLeast, cancellationToken)).Value?.Item is { } item)
            {
                prices.Add(new(item.Id, item.PriceCents));
            }
        }

        return TypedResults.Ok(new PriceList([.. prices]));
    }
}
