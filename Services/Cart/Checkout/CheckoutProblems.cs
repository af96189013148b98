using Microsoft.AspNetCore.Http.HttpResults;
using MyArch.ServiceDefaults;

namespace MyArch.Cart.Checkout;

/// <summary>Why a checkout is refused.</summary>
internal static class CheckoutProblems
{
    public static ProblemHttpResult NoKey() => IdempotencyKey.Problem("No idempotency key", "A checkout needs a key, so that sending it again cannot order twice.");

    public static ProblemHttpResult Empty() => Conflict("The cart is empty", "There is nothing to order.");

    public static ProblemHttpResult OtherBody() =>
        Conflict("The key was used before", "This Idempotency-Key belongs to a checkout with other details. Use a new key for a new checkout.");

    public static ProblemHttpResult OtherOrder() =>
        Conflict("Being ordered already", "This cart was sent with other details before, and is being ordered with those: that order goes on by itself. Send them again to see it.");

    public static ProblemHttpResult PricesChanged() =>
        Conflict("Prices have changed", "The cart shows the new prices now. Look at them and check out again.");

    public static ProblemHttpResult NotSold(IEnumerable<int> productIds) =>
        Conflict("Not sold any more", $"Remove from the cart: {string.Join(", ", productIds.Select(static id => $"item {id}"))}.");

    private static ProblemHttpResult Conflict(string title, string detail) => TypedResults.Problem(detail, title: title, statusCode: StatusCodes.Status409Conflict);
}
