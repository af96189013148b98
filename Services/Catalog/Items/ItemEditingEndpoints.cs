using Microsoft.AspNetCore.Http.HttpResults;
using MyArch.DataDefaults;
using MyArch.ServiceDefaults;

namespace MyArch.Catalog.Items;

/// <summary>What only the administrator may do: add, change and remove items.</summary>
internal static class ItemEditingEndpoints
{
    public static void MapItemEditing(this IEndpointRouteBuilder api)
    {
        var editing = api.MapGroup("/items").RequireAdmin();
        editing.MapPost("", AddAsync).WithName("AddItem").WithSummary("Adds an item");
        editing.MapPut("/{id:int}", ReplaceAsync).WithName("ReplaceItem").WithSummary("Changes an item that is still what If-Match says");
        editing.MapDelete("/{id:int}", RemoveAsync).WithName("RemoveItem").WithSummary("Removes an item that is still what If-Match says");
    }

    private static async Task<Created<Item>> AddAsync(JsonBody<ItemBody> body, HttpResponse response, ItemEditor editor, CancellationToken cancellationToken)
    {
        var written = await editor.AddAsync(body.Value, cancellationToken);
        response.SetConsistencyToken(written.Position);
        response.Headers.ETag = EntityTags.OfVersion(written.Value.Version);
        return TypedResults.Created($"/api/catalog/items/{written.Value.Item.Id}", written.Value.Item);
    }

    private static async Task<Results<Ok<Item>, ProblemHttpResult>> ReplaceAsync(
        int id, JsonBody<ItemBody> body, HttpContext context, ItemEditor editor, CancellationToken cancellationToken)
    {
        if (EntityTags.RequireIfMatch(context.Request, out var tags) is { } problem)
        {
            return problem;
        }

        var written = await editor.ReplaceAsync(id, body.Value, tags, cancellationToken);
        // With a refusal, too: whoever looks at the item again sees what it was refused for.
        context.Response.SetConsistencyToken(written.Position);
        if (written.Value.Item is not { } replaced)
        {
            return Refusal(id, written.Value.Change);
        }

        context.Response.Headers.ETag = EntityTags.OfVersion(replaced.Version);
        return TypedResults.Ok(replaced.Item);
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> RemoveAsync(int id, HttpContext context, ItemEditor editor, CancellationToken cancellationToken)
    {
        if (EntityTags.RequireIfMatch(context.Request, out var tags) is { } problem)
        {
            return problem;
        }

        var written = await editor.RemoveAsync(id, tags, cancellationToken);
        context.Response.SetConsistencyToken(written.Position);
        return written.Value.Change == ItemChange.Made ? TypedResults.NoContent() : Refusal(id, written.Value.Change);
    }

    private static ProblemHttpResult Refusal(int id, ItemChange change) => change == ItemChange.NoSuchItem
        ? ItemEndpoints.NoSuchItem(id)
        : TypedResults.Problem(
            "Somebody has changed the item since (an order takes from its stock, too). Look at it again and repeat what is still right.",
            title: "The item has changed", statusCode: StatusCodes.Status412PreconditionFailed);
}
