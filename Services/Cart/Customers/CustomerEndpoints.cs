using Microsoft.AspNetCore.Http.HttpResults;
using MyArch.Cart.Catalog;
using MyArch.Cart.Lines;
using MyArch.Cart.Sessions;
using MyArch.ServiceDefaults;

namespace MyArch.Cart.Customers;

/// <summary>The visitor's own profile, which the catalog keeps.</summary>
internal static class CustomerEndpoints
{
    public static void MapCustomers(this IEndpointRouteBuilder api)
    {
        api.MapMethods("/customers/me", CartEndpoints.Read, GetAsync).WithName("GetProfile").WithSummary("The visitor's profile");
        api.MapPut("/customers/me", PutAsync).WithName("PutProfile").WithSummary("Saves the visitor's profile");
    }

    private static async Task<Results<Ok<CustomerProfile>, ProblemHttpResult>> GetAsync(HttpContext context, SessionAccess sessions, CatalogClient catalog)
    {
        var stored = await sessions.ReadAsync(context);
        var profile = stored is null ? null : await catalog.FindCustomerAsync(stored.Session.CustomerId, context.RequestAborted);
        return profile is null
            ? TypedResults.Problem("Nothing was saved in this session.", title: "No profile", statusCode: StatusCodes.Status404NotFound)
            : TypedResults.Ok(profile);
    }

    private static async Task<Results<Ok<CustomerProfile>, ProblemHttpResult>> PutAsync(
        JsonBody<CustomerProfile> body, HttpContext context, SessionAccess sessions, CatalogClient catalog)
    {
        // The session first: whoever knew its id until now must not know the one that leads to a name and an address.
        var (session, refusal) = await sessions.ChangeAsync(context, SessionChange.To, Renewal(context.Request));
        if (refusal is not null)
        {
            return refusal;
        }

        ConsistencyToken.Tell(context.Response, await catalog.SaveCustomerAsync(session.CustomerId, body.Value, context.RequestAborted));
        return TypedResults.Ok(body.Value);
    }

    // Without a key nobody can prove that he repeats the request: what the profile says can be read with the old id. The load balancer, which may repeat it, gives it one.
    private static string Renewal(HttpRequest request) => $"profile {IdempotencyKey.Read(request) ?? Sid.Create()}";
}
