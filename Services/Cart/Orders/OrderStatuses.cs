using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Options;
using MyArch.Cart.Catalog;
using MyArch.Cart.Checkout;
using MyArch.ServiceDefaults;

namespace MyArch.Cart.Orders;

/// <summary>What became of orders: asked of the catalog, and remembered once it is decided, since a decision never changes.</summary>
internal sealed partial class OrderStatuses(IMemoryCache decided, IOptions<CartOptions> options, ILogger<OrderStatuses> logger)
{
    private static readonly TimeSpan Remembered = TimeSpan.FromHours(1);
    private const int MaxAtOnce = 8;

    /// <summary>What the catalog has decided about each order; those that it has not, or that it could not be asked about in time, are left out.</summary>
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

        try
        {
            await places.WaitAsync(cancellationToken);
            try
            {
                var order = await catalog.FindOrderAsync(orderId, cancellationToken);
                return order is null or { Status: OrderStatus.Placed } ? order
                    : decided.Set(orderId, order, new MemoryCacheEntryOptions { Size = 1, AbsoluteExpirationRelativeToNow = Remembered });
            }
            finally
            {
                places.Release();
            }
        }
        catch (Exception exception) when (exception is InternalCallException or OperationCanceledException)
        {
            LogUnknown(exception.Message);
            return null;
        }
    }

    [LoggerMessage(1, LogLevel.Debug, "The catalog did not tell an order's status: {Reason}")]
    private partial void LogUnknown(string reason);
}
