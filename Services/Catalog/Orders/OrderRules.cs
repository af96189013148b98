using Microsoft.AspNetCore.Http.HttpResults;
using MyArch.Cart.Contracts;
using MyArch.Catalog.Customers;
using MyArch.ServiceDefaults;

namespace MyArch.Catalog.Orders;

/// <summary>What an order must be like to be looked at. Whether it can be fulfilled is another question, which <see cref="OrderBook"/> answers.</summary>
internal static class OrderRules
{
    private const int MostLines = 50;
    private const int MostOfOne = 99;

    // The years that a clock can be wrong by and the database can still tell.
    private static readonly DateTimeOffset Earliest = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Latest = new(2999, 12, 31, 0, 0, 0, TimeSpan.Zero);

    /// <summary>All that is wrong with an order that was put under an id; null if nothing is.</summary>
    public static ProblemHttpResult? Check(string id, OrderPlaced order)
    {
        var broken = Broken(id, order).Where(static rule => rule.Broken is not null).ToLookup(static rule => rule.Member, static rule => rule.Broken!);
        return broken.Count == 0 ? null : TypedResults.Problem(new HttpValidationProblemDetails(broken.ToDictionary(static rule => rule.Key, static rule => rule.ToArray()))
        {
            Status = StatusCodes.Status400BadRequest,
            Title = "Invalid order",
        });
    }

    /// <summary>
    /// The order in the one form in which it is stored and compared: lines by product, and the moment in UTC with the microseconds that the database keeps.
    /// </summary>
    public static OrderPlaced Canonical(OrderPlaced order) => order with
    {
        Lines = [.. order.Lines.OrderBy(static line => line.ProductId)],
        PlacedAt = new(order.PlacedAt.UtcTicks / TimeSpan.TicksPerMicrosecond * TimeSpan.TicksPerMicrosecond, TimeSpan.Zero),
    };

    private static IEnumerable<(string Member, string? Broken)> Broken(string id, OrderPlaced order)
    {
        yield return ("orderId", !TextRule.IsId(order.OrderId) ? "must be 1 to 64 letters, digits, hyphens and underscores"
            : order.OrderId != id ? "must be the id in the address" : null);
        yield return ("placedAt", order.PlacedAt < Earliest || order.PlacedAt > Latest ? "must be in this millennium" : null);
        yield return ("customer.id", TextRule.IsId(order.Customer.Id) ? null : "must be 1 to 64 letters, digits, hyphens and underscores");
        foreach (var (member, broken) in CustomerProfile.Rules(order.Customer.Name, order.Customer.Email, order.Customer.Address))
        {
            yield return ($"customer.{member}", broken);
        }

        yield return ("lines", order.Lines.Count is >= 1 and <= MostLines ? null : $"must have 1 to {MostLines} lines");
        HashSet<int> products = [];
        for (var i = 0; i < Math.Min(order.Lines.Count, MostLines); i++)
        {
            // The list says that it holds no null; what a client sends can hold one.
            if (order.Lines[i] is not { } line)
            {
                yield return ($"lines[{i}]", "must not be null");
                continue;
            }

            yield return ($"lines[{i}].productId", line.ProductId < 1 ? "must be the number of an item" : products.Add(line.ProductId) ? null : "is in another line already");
            yield return ($"lines[{i}].quantity", line.Quantity is >= 1 and <= MostOfOne ? null : $"must be between 1 and {MostOfOne}");
            yield return ($"lines[{i}].unitPriceCents", line.UnitPriceCents >= 0 ? null : "must not be negative");
        }
    }
}
