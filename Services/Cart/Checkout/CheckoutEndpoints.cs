using Microsoft.AspNetCore.Http.HttpResults;
using MyArch.Cart.Catalog;
using MyArch.Cart.Customers;
using MyArch.Cart.Lines;
using MyArch.Cart.Sessions;
using MyArch.ServiceDefaults;

namespace MyArch.Cart.Checkout;

/// <summary>Makes an order of the visitor's cart, once however often it is asked.</summary>
internal static class CheckoutEndpoints
{
    public static void MapCheckout(this IEndpointRouteBuilder api) =>
        api.MapPost("/cart/checkout", PostAsync).WithName("CheckOut").WithSummary("Orders what is in the cart");

    private static async Task<Results<Accepted<CheckoutAnswer>, ProblemHttpResult>> PostAsync(
        JsonBody<CustomerProfile> body, HttpContext context, SessionAccess sessions, CatalogClient catalog, OrderPlacement placement, OrderRecords records, CartMetrics metrics)
    {
        if (IdempotencyKey.Read(context.Request) is not { } key)
        {
            return CheckoutProblems.NoKey();
        }

        if (await sessions.ReadAsync(context) is not { } stored)
        {
            return CheckoutProblems.Empty();
        }

        // Before anything else: a repetition is answered even if the cart is empty by now, and the catalog away.
        var request = new CheckoutRequest(key, body.Value, stored);
        var known = await records.FindAsync(request);
        if (known.Outcome == FreezeOutcome.None && await RefuseAsync(stored.Session, context, sessions, catalog) is { } refusal)
        {
            return refusal;
        }

        try
        {
            var (outcome, orderId) = known.Outcome == FreezeOutcome.None ? await placement.FreezeAsync(request) : known;
            if (outcome is FreezeOutcome.OtherBody or FreezeOutcome.OtherOrder)
            {
                return outcome == FreezeOutcome.OtherBody ? CheckoutProblems.OtherBody() : CheckoutProblems.OtherOrder();
            }

            var order = await records.ReadAsync(orderId) ?? throw new SessionsUnavailableException("The order's record expired at this very moment.");
            await placement.CompleteAsync(context, order, request);
            metrics.OrderPlaced(outcome == FreezeOutcome.Frozen ? "frozen" : order.IsPlaced ? "replayed" : "resumed");
            return TypedResults.Accepted($"/api/orders/{orderId}", new CheckoutAnswer(orderId, OrderStatus.Placed));
        }
        catch (Exception exception) when (Unavailability.Of(exception) is not null)
        {
            throw new OrderInterruptedException(exception);
        }
    }

    // Nobody pays a price that he has not seen: the cart is brought up to date, and its owner looks at it again.
    private static async Task<ProblemHttpResult?> RefuseAsync(Session session, HttpContext context, SessionAccess sessions, CatalogClient catalog)
    {
        if (session.Lines.Count == 0)
        {
            return CheckoutProblems.Empty();
        }

        var prices = await catalog.GetPricesAsync(session.Lines.Select(static line => line.ProductId), ConsistencyToken.Read(context.Request), context.RequestAborted);
        var gone = session.Lines.Where(line => !prices.ContainsKey(line.ProductId)).Select(static line => line.ProductId).ToList();
        if (session.Lines.Any(line => prices.TryGetValue(line.ProductId, out var price) && price != line.UnitPriceCents))
        {
            var (_, refusal) = await sessions.ChangeAsync(context, present => CartRules.Reprice(present, prices));
            return refusal ?? CheckoutProblems.PricesChanged();
        }

        return gone.Count == 0 ? null : CheckoutProblems.NotSold(gone);
    }
}
