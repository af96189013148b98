namespace MyArch.Cart.Checkout;

/// <summary>Something could not be reached while an order was frozen, handed over or placed: what is frozen will be placed, whether its visitor comes back or not.</summary>
internal sealed class OrderInterruptedException(Exception inner) : Exception(inner.Message, inner);
