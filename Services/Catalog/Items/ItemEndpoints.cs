using Microsoft.AspNetCore.Http.HttpResults;
using MyArch.Catalog.Pictures;
using MyArch.DataDefaults;
using MyArch.ServiceDefaults;

namespace MyArch.Catalog.Items;

/// <summary>What everybody may read: the list, an item, its picture, the categories.</summary>
internal static class ItemEndpoints
{
    // A picture changes with the item's name, category and colour only, and nobody needs to see that at once.
    private const string KeepForADay = "public, max-age=86400";

    // An SVG that is opened by itself is a page of this site: this one may run and load nothing at all.
    private const string PictureSecurityPolicy = "default-src 'none'; sandbox";

    public static void MapItems(this IEndpointRouteBuilder api)
    {
        api.MapMethods("/items", CatalogEndpoints.Read, ListAsync).WithName("ListItems").WithSummary("A page of items, of all or of those that match");
        api.MapMethods("/items/{id:int}", CatalogEndpoints.Read, GetAsync).WithName("GetItem").WithSummary("An item");
        api.MapMethods("/items/{id:int}/picture", CatalogEndpoints.Read, GetPictureAsync).WithName("GetPicture").WithSummary("The picture of an item, as SVG");
        api.MapMethods("/categories", CatalogEndpoints.Read, ListCategoriesAsync).WithName("ListCategories").WithSummary("All categories, with the number of their items");
    }

    private static async Task<Results<FileContentHttpResult, StatusCodeHttpResult, ProblemHttpResult>> ListAsync(
        HttpContext context, ItemLists lists, CancellationToken cancellationToken)
    {
        if (ItemQuery.Parse(context.Request.Query, out var query) is { } problem)
        {
            return problem;
        }

        return CachedAnswers.List(context, await lists.ReadAsync(query, context.Request.ReadConsistencyToken(), cancellationToken), CatalogContracts.Default.ItemPage);
    }

    private static async Task<Results<FileContentHttpResult, StatusCodeHttpResult, ProblemHttpResult>> ListCategoriesAsync(
        HttpContext context, ItemLists lists, CancellationToken cancellationToken) =>
        CachedAnswers.List(context, await lists.ReadCategoriesAsync(context.Request.ReadConsistencyToken(), cancellationToken), CatalogContracts.Default.CategoryList);

    private static async Task<Results<FileContentHttpResult, StatusCodeHttpResult, ProblemHttpResult>> GetAsync(
        int id, HttpContext context, ItemReader items, CancellationToken cancellationToken)
    {
        if (await FindAsync(id, context, items, cancellationToken) is not { } found)
        {
            return NoSuchItem(id);
        }

        return CachedAnswers.Version(context, found.Version, () => found.Item, CatalogContracts.Default.Item);
    }

    private static async Task<Results<FileContentHttpResult, StatusCodeHttpResult, ProblemHttpResult>> GetPictureAsync(
        int id, HttpContext context, ItemReader items, CancellationToken cancellationToken)
    {
        if (await FindAsync(id, context, items, cancellationToken) is not { } found)
        {
            return NoSuchItem(id);
        }

        var picture = Picture.Draw(found.Item.Name, found.Item.Category, found.Item.Colour);
        var headers = context.Response.Headers;
        headers.CacheControl = KeepForADay;
        headers.ContentSecurityPolicy = PictureSecurityPolicy;
        return EntityTags.IsKnownTo(context, Picture.TagOf(picture)) ? CachedAnswers.NotModified() : TypedResults.Bytes(picture, "image/svg+xml");
    }

    /// <summary>The answer to a request for an item that is not there.</summary>
    public static ProblemHttpResult NoSuchItem(int id) =>
        TypedResults.Problem($"There is no item {id}.", title: "Unknown item", statusCode: StatusCodes.Status404NotFound);

    private static async Task<VersionedItem?> FindAsync(int id, HttpContext context, ItemReader items, CancellationToken cancellationToken) =>
        context.Tell(await items.FindAsync(id, context.Request.ReadConsistencyToken(), cancellationToken));
}
