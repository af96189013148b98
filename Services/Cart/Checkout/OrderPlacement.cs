using System.Text.Json;
using Microsoft.Extensions.Options;
using MyArch.Cart.Contracts;
using MyArch.Cart.Sessions;
using MyArch.CloudDefaults.Queue;

namespace MyArch.Cart.Checkout;

/// <summary>
/// The three steps of a checkout. After each of them the process may die: what is frozen is found again by the same key, by the same cart, or by
/// <see cref="OrderResender"/>, and every step can be done again.
/// </summary>
internal sealed class OrderPlacement(OrderRecords records, JobQueue jobs, SessionAccess sessions, IOptions<CartOptions> options, TimeProvider time)
{
    /// <summary>Step (a): freezes the cart as an order, or finds the one that it is already.</summary>
    public Task<(FreezeOutcome Outcome, string OrderId)> FreezeAsync(CheckoutRequest request)
    {
        var now = time.GetUtcNow();
        var (customer, session) = (request.Customer, request.Session.Session);
        // In the order of time, for the sake of the catalog's index; nothing is secret about an order's id.
        var id = Guid.CreateVersion7(now).ToString("N");
        var order = new OrderPlaced(
            id,
            new OrderCustomer(session.CustomerId, customer.Name, customer.Email, customer.Address),
            [.. session.Lines.Select(static line => new OrderLine(line.ProductId, line.Quantity, line.UnitPriceCents))],
            now);
        return records.FreezeAsync(request, id, JsonSerializer.SerializeToUtf8Bytes(order, CartContracts.Default.OrderPlaced), options.Value.ResendAfter);
    }

    /// <summary>
    /// Steps (b) and (c): hands the order over, marks it as placed, lists it in the session and takes its quantities from the cart. What is done already is
    /// not done again. Not given up when the client goes away: it will want to know what became of it.
    /// </summary>
    /// <exception cref="QueueUnavailableException">The order could not be handed over; it stays pending.</exception>
    public async Task CompleteAsync(HttpContext context, OrderRecord order, CheckoutRequest request)
    {
        if (!order.IsPlaced)
        {
            await HandOverAsync(order, CancellationToken.None);
        }

        var session = request.Session.Session;
        if (order.IsPlaced && (session.HasOrdered(order.Id) || session.Orders.Count >= Session.MaxOrders))
        {
            SessionAccess.TellAgain(context, request.Session, request.Renewal);
            return;
        }

        if (!await sessions.PlaceAsync(context, request.Session, order.PlaceIn, order.Id, request.Renewal))
        {
            await records.MarkPlacedAsync(order.Id);
        }
    }

    /// <summary>Steps (b) and (c) for an order whose request is gone.</summary>
    /// <exception cref="QueueUnavailableException">The order could not be handed over; it stays pending.</exception>
    public async Task CompleteAsync(OrderRecord order, CancellationToken cancellationToken)
    {
        await HandOverAsync(order, cancellationToken);
        if (!await sessions.PlaceAsync(order.SessionKey, order.PlaceIn, order.Id))
        {
            // The session has expired, or is kept where only its visitor or another instance can reach it.
            await records.MarkPlacedAsync(order.Id);
        }
    }

    // The queue may get an order more than once, and its handler bears that: the order has one id.
    private Task HandOverAsync(OrderRecord order, CancellationToken cancellationToken) => jobs.SendAsync(nameof(OrderPlaced), order.Message, cancellationToken);
}
