using Microsoft.AspNetCore.Http.HttpResults;
using MyArch.DataDefaults;
using MyArch.ServiceDefaults;

namespace MyArch.Catalog.Customers;

/// <summary>The customers' profiles, for the cart: it alone knows which customer a session belongs to.</summary>
internal static class CustomerEndpoints
{
    public static void MapCustomers(this IEndpointRouteBuilder inside)
    {
        inside.MapMethods("/customers/{id}", CatalogEndpoints.Read, GetAsync).WithName("GetCustomer").WithSummary("The profile of a customer");
        inside.MapPut("/customers/{id}", PutAsync).WithName("PutCustomer").WithSummary("Sets the profile of a customer");
    }

    private static async Task<Results<Ok<CustomerProfile>, ProblemHttpResult>> GetAsync(
        string id, HttpResponse response, CustomerStore customers, CancellationToken cancellationToken)
    {
        // An id that is none needs no question to the database, which could not even be asked about some of them.
        var profile = TextRule.IsId(id) ? await customers.FindAsync(id, cancellationToken) : null;
        if (profile is null)
        {
            return TypedResults.Problem("That customer has no profile.", title: "No profile", statusCode: StatusCodes.Status404NotFound);
        }

        response.SetDatabaseRole(DatabaseRole.Primary);
        return TypedResults.Ok(profile);
    }

    private static async Task<Results<Ok<CustomerProfile>, ProblemHttpResult>> PutAsync(
        string id, JsonBody<CustomerProfile> body, HttpResponse response, CustomerStore customers, CancellationToken cancellationToken)
    {
        if (!TextRule.IsId(id))
        {
            return InvalidRequest.Parameter("id", "must be 1 to 64 letters, digits, hyphens and underscores");
        }

        var written = await customers.SaveAsync(id, body.Value, cancellationToken);
        response.SetConsistencyToken(written.Position);
        return TypedResults.Ok(written.Value);
    }
}
