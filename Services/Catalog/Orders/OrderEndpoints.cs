using Microsoft.AspNetCore.Http.HttpResults;
using MyArch.Cart.Contracts;
using MyArch.DataDefaults;
using MyArch.ServiceDefaults;

namespace MyArch.Catalog.Orders;

/// <summary>Where orders are handed over, and what became of them. A PUT may be repeated at will: the answer stays the same.</summary>
internal static class OrderEndpoints
{
    public static void MapOrders(this IEndpointRouteBuilder inside)
    {
        inside.MapMethods("/orders/{id}", CatalogEndpoints.Read, GetAsync).WithName("GetOrder").WithSummary("What was decided about an order");
        inside.MapPut("/orders/{id}", PutAsync).WithName("PlaceOrder").WithSummary("Takes the stock for an order, or rejects it with the reason");
    }

    private static async Task<Results<Ok<Order>, ProblemHttpResult>> GetAsync(string id, HttpResponse response, OrderBook orders, CancellationToken cancellationToken)
    {
        // An id that is none needs no question to the database, which could not even be asked about some of them.
        var order = TextRule.IsId(id) ? await orders.FindAsync(id, cancellationToken) : null;
        if (order is null)
        {
            return TypedResults.Problem("No order of that id was handed over.", title: "Unknown order", statusCode: StatusCodes.Status404NotFound);
        }

        response.SetDatabaseRole(DatabaseRole.Primary);
        return TypedResults.Ok(order.ToAnswer());
    }

    private static async Task<Results<Ok<Order>, ProblemHttpResult>> PutAsync(
        string id, JsonBody<OrderPlaced> body, HttpResponse response, OrderBook orders, CancellationToken cancellationToken)
    {
        if (OrderRules.Check(id, body.Value) is { } problem)
        {
            return problem;
        }

        var written = await orders.PlaceAsync(OrderRules.Canonical(body.Value), cancellationToken);
        if (written.Value.Outcome == PlacementOutcome.Conflict)
        {
            return TypedResults.Problem(
                "Another order has that id. An order is handed over again with the very same content, or under an id of its own.",
                title: "The id is taken", statusCode: StatusCodes.Status409Conflict);
        }

        response.SetConsistencyToken(written.Position);
        return TypedResults.Ok(written.Value.Order.ToAnswer());
    }
}
