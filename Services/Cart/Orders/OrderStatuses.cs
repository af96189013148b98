using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Options;
using MyArch.Cart.Catalog;
using MyArch.Cart.Checkout;
using MyArch.ServiceDefaults;

namespace MyArch.Cart.Orders;

/// <summary>
/// What became of orders: asked of the catalog, and remembered once it is decided, since a decision never changes. Here, so that it need not be asked for again; and in the order's record, so that no
/// instance takes back what another one has told when the catalog is away.
/// </summary>
internal sealed partial class OrderStatuses(IMemoryCache decided, OrderRecords records, IOptions<CartOptions> options, ILogger<OrderStatuses> logger)
{
    private static readonly TimeSpan Remembered = TimeSpan.FromHours(1);
    private const int MaxAtOnce = 8;

    /// <summary>What the catalog has decided about each order; those that it has not, or that it could not be asked about in time, are left out.</summary>
    /// <exception cref="InternalCallException">It could not be asked about an order that has no record any more, which may long be decided.</exception>
    public async Task<IReadOnlyDictionary<string, CatalogOrder>> FindAsync(IReadOnlyCollection<string> orderIds, CatalogClient catalog, CancellationToken cancellationToken)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(options.Value.StatusTimeout);
        using var places = new SemaphoreSlim(MaxAtOnce);
        var found = await Task.WhenAll(orderIds.Select(id => FindAsync(id, catalog, places, deadline.Token)));
        cancellationToken.ThrowIfCancellationRequested();
        return found.OfType<CatalogOrder>().ToDictionary(static order => order.OrderId);
    }

    private async Task<CatalogOrder?> FindAsync(string orderId, CatalogClient catalog, SemaphoreSlim places, CancellationToken cancellationToken)
    {
        if (decided.TryGetValue<CatalogOrder>(orderId, out var known))
        {
            return known;
        }

        var (isKept, noted) = await records.FindDecisionAsync(orderId);
        if (noted is not null)
        {
            return noted;
        }

        CatalogOrder? order;
        try
        {
            await places.WaitAsync(cancellationToken);
            try
            {
                order = await catalog.FindOrderAsync(orderId, cancellationToken);
            }
            finally
            {
                places.Release();
            }
        }
        catch (Exception exception) when (exception is InternalCallException or OperationCanceledException)
        {
            LogUnknown(exception.Message);
            // While it has a record, nobody has been told that it is decided: that would have been noted there before.
            return isKept ? null : throw new InternalCallException("The order is older than its record here, and the catalog did not tell what became of it.", inner: exception);
        }

        if (order is null or { Status: OrderStatus.Placed })
        {
            return order;
        }

        if (isKept)
        {
            await records.NoteDecisionAsync(order);
        }

        return decided.Set(orderId, order, new MemoryCacheEntryOptions { Size = 1, AbsoluteExpirationRelativeToNow = Remembered });
    }

    [LoggerMessage(1, LogLevel.Debug, "The catalog did not tell an order's status: {Reason}")]
    private partial void LogUnknown(string reason);
}
