using MyArch.Cart.Catalog;

namespace MyArch.Cart.Checkout;

/// <summary>Hands orders over by calling the catalog, which decides them at once.</summary>
internal sealed class CatalogHandover(CatalogClient catalog) : IOrderHandover
{
    public Task HandOverAsync(OrderRecord order, CancellationToken cancellationToken) => catalog.PlaceOrderAsync(order.Id, order.Message, cancellationToken);
}
