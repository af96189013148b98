using Microsoft.AspNetCore.Http.HttpResults;
using MyArch.Cart.Catalog;
using MyArch.Cart.Checkout;
using MyArch.Cart.Customers;
using MyArch.Cart.Lines;
using MyArch.Cart.Sessions;

namespace MyArch.Cart.Orders;

/// <summary>The orders of the visitor's session. Those of another one do not exist.</summary>
internal static class OrderEndpoints
{
    public static void MapOrders(this IEndpointRouteBuilder api)
    {
        api.MapMethods("/orders", CartEndpoints.Read, GetAllAsync).WithName("GetOrders").WithSummary("The visitor's orders, newest first");
        api.MapMethods("/orders/{id}", CartEndpoints.Read, GetAsync).WithName("GetOrder").WithSummary("One of the visitor's orders");
    }

    private static async Task<Ok<OrderList>> GetAllAsync(HttpContext context, SessionAccess sessions, OrderStatuses statuses, CatalogClient catalog)
    {
        var orders = (await sessions.ReadAsync(context))?.Session.Orders ?? [];
        var decided = await statuses.FindAsync([.. orders.Select(static order => order.Id)], catalog, context.RequestAborted);
        return TypedResults.Ok(new OrderList([.. orders.Select(Item)], Next: null));

        OrderItem Item(SessionOrder order)
        {
            var decision = decided.GetValueOrDefault(order.Id);
            return new OrderItem(order.Id, decision?.Status ?? OrderStatus.Placed, order.TotalCents, order.PlacedAt, decision?.Reason);
        }
    }

    private static async Task<Results<Ok<OrderAnswer>, ProblemHttpResult>> GetAsync(
        string id, HttpContext context, SessionAccess sessions, OrderRecords records, OrderStatuses statuses, CatalogClient catalog)
    {
        if (!Guid.TryParseExact(id, "N", out _) || (await sessions.ReadAsync(context))?.Session is not { } session)
        {
            return Unknown();
        }

        // The record also finds an order whose checkout broke off before the session could list it.
        var listed = session.Orders.FirstOrDefault(order => order.Id == id);
        var frozen = (await records.ReadAsync(id))?.Placed;
        frozen = frozen?.Customer.Id == session.CustomerId ? frozen : null;
        if (listed is null && frozen is null)
        {
            return Unknown();
        }

        var decision = (await statuses.FindAsync([id], catalog, context.RequestAborted)).GetValueOrDefault(id);
        // An order that was not decided within a day is still placed, and nobody knows its lines here any more: they are in the message that waits.
        return TypedResults.Ok(new OrderAnswer(
            id,
            decision?.Status ?? OrderStatus.Placed,
            decision?.Reason,
            frozen?.Lines ?? decision?.Lines ?? [],
            listed?.TotalCents ?? frozen!.TotalCents(),
            listed?.PlacedAt ?? frozen!.PlacedAt,
            frozen is null ? decision?.Customer : new CustomerProfile(frozen.Customer.Name, frozen.Customer.Email, frozen.Customer.Address)));
    }

    private static ProblemHttpResult Unknown() =>
        TypedResults.Problem("This session has no order of that id.", title: "Unknown order", statusCode: StatusCodes.Status404NotFound);
}
