namespace MyArch.Cart.Checkout;

/// <summary>Hands an order over to where it is decided. The queue will take the place of the direct call.</summary>
internal interface IOrderHandover
{
    /// <summary>
    /// Returns when the order is in safe hands, and throws when that is not known. Any number of calls for one order are as good as one.
    /// </summary>
    Task HandOverAsync(OrderRecord order, CancellationToken cancellationToken);
}
