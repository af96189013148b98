using Microsoft.AspNetCore.Http.HttpResults;

namespace MyArch.Cart.Sessions;

/// <summary>Answers that have to do with sessions alone.</summary>
internal static class SessionProblems
{
    public static ProblemHttpResult TooLarge() => TypedResults.Problem(
        "The cart is kept in a cookie, and a cookie holds 4 KB. Remove something first.",
        title: "The cart is too large", statusCode: StatusCodes.Status409Conflict);
}
