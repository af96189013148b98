using Microsoft.AspNetCore.Http.HttpResults;
using MyArch.Cart.Catalog;
using MyArch.Cart.Sessions;
using MyArch.ServiceDefaults;

namespace MyArch.Cart.Lines;

/// <summary>The visitor's cart. Every change is answered with the cart after it.</summary>
internal static class CartEndpoints
{
    public static void MapCartLines(this IEndpointRouteBuilder api)
    {
        var cart = api.MapGroup("/cart");
        cart.MapMethods("", Read, GetAsync).WithName("GetCart").WithSummary("The visitor's cart");
        cart.MapDelete("", ClearAsync).WithName("ClearCart").WithSummary("Empties the cart");
        cart.MapPost("/items", AddAsync).WithName("AddToCart").WithSummary("Adds to what is in the cart");
        cart.MapPut("/items/{productId:int:min(1)}", SetAsync).WithName("SetQuantity").WithSummary("Sets how many of an item are in the cart");
        cart.MapDelete("/items/{productId:int:min(1)}", RemoveAsync).WithName("RemoveFromCart").WithSummary("Takes an item out of the cart");
    }

    /// <summary>The methods that read.</summary>
    public static readonly string[] Read = [HttpMethods.Get, HttpMethods.Head];

    private static async Task<Ok<CartAnswer>> GetAsync(HttpContext context, SessionAccess sessions) =>
        TypedResults.Ok(await sessions.ReadAsync(context) is { } stored ? Answer(stored.Session) : new CartAnswer([], 0));

    private static async Task<Results<Ok<CartAnswer>, ProblemHttpResult>> AddAsync(
        JsonBody<AddLine> body, HttpContext context, SessionAccess sessions, CatalogClient catalog)
    {
        if (IdempotencyKey.IsUnusable(context.Request))
        {
            return IdempotencyKey.Problem("Unusable idempotency key", "A key that cannot be kept would not keep the addition from being done twice.");
        }

        var (line, key) = (body.Value, IdempotencyKey.Read(context.Request));
        // Before the price: what was done is answered again also when the catalog is away, or does not sell it any more.
        if (key is not null && await sessions.ReadAsync(context) is { Session: var present } && CartRules.Repeat(present, line.ProductId, line.Quantity, key) is { } repetition)
        {
            return repetition.Refusal is { } refusal ? refusal : TypedResults.Ok(Answer(present));
        }

        return await PriceAsync(line.ProductId, context, catalog, sessions, (session, price) => CartRules.Add(session, line.ProductId, line.Quantity, price, key));
    }

    private static Task<Results<Ok<CartAnswer>, ProblemHttpResult>> SetAsync(
        int productId, JsonBody<SetQuantity> body, HttpContext context, SessionAccess sessions, CatalogClient catalog) =>
        PriceAsync(productId, context, catalog, sessions, (session, price) => CartRules.Set(session, productId, body.Value.Quantity, price));

    private static Task<Results<Ok<CartAnswer>, ProblemHttpResult>> RemoveAsync(int productId, HttpContext context, SessionAccess sessions) =>
        ChangeAsync(context, sessions, session => CartRules.Remove(session, productId));

    private static Task<Results<Ok<CartAnswer>, ProblemHttpResult>> ClearAsync(HttpContext context, SessionAccess sessions) =>
        ChangeAsync(context, sessions, CartRules.Clear);

    private static async Task<Results<Ok<CartAnswer>, ProblemHttpResult>> PriceAsync(
        int productId, HttpContext context, CatalogClient catalog, SessionAccess sessions, Func<Session, int, SessionChange> change)
    {
        var prices = await catalog.GetPricesAsync([productId], ConsistencyToken.Read(context.Request), context.RequestAborted);
        return prices.TryGetValue(productId, out var price)
            ? await ChangeAsync(context, sessions, session => change(session, price))
            : TypedResults.Problem($"The shop has no item {productId}.", title: "Unknown item", statusCode: StatusCodes.Status422UnprocessableEntity);
    }

    private static async Task<Results<Ok<CartAnswer>, ProblemHttpResult>> ChangeAsync(HttpContext context, SessionAccess sessions, Func<Session, SessionChange> change)
    {
        var (session, refusal) = await sessions.ChangeAsync(context, change);
        return refusal is null ? TypedResults.Ok(Answer(session)) : refusal;
    }

    private static CartAnswer Answer(Session session) => new(session.Lines, session.Version);
}
