using Microsoft.AspNetCore.Http.HttpResults;
using MyArch.DataDefaults;
using MyArch.ServiceDefaults;

namespace MyArch.Media.Posts;

/// <summary>What only the administrator may do: publish, change and remove posts.</summary>
internal static class PostEditingEndpoints
{
    public static void MapPostEditing(this IEndpointRouteBuilder api)
    {
        var editing = api.MapGroup("").RequireAdmin();
        editing.MapPost("", AddAsync).WithName("AddPost").WithSummary("Publishes a post");
        editing.MapPut("/{slug}", ReplaceAsync).WithName("ReplacePost").WithSummary("Changes a post that is still what If-Match says");
        editing.MapDelete("/{slug}", RemoveAsync).WithName("RemovePost").WithSummary("Removes a post that is still what If-Match says");
    }

    private static async Task<Results<Created<PostItem>, ProblemHttpResult>> AddAsync(
        JsonBody<PostBody> body, HttpContext context, PostPublisher publisher, CancellationToken cancellationToken)
    {
        if (IdempotencyKey.IsUnusable(context.Request))
        {
            return IdempotencyKey.Problem("Unusable idempotency key", "A key that cannot be kept would not keep the post from being published twice.");
        }

        var written = await publisher.AddAsync(body.Value, IdempotencyKey.Read(context.Request), cancellationToken);
        if (written.Value is not { } post)
        {
            return TypedResults.Problem(
                "This Idempotency-Key belongs to another post. Use a new key for a new post.", title: "The key was used before", statusCode: StatusCodes.Status409Conflict);
        }

        context.Response.SetConsistencyToken(written.Position);
        context.Response.Headers.ETag = EntityTags.OfVersion(post.Version);
        return TypedResults.Created($"{MediaEndpoints.PostsPath}/{post.Slug}", PostEndpoints.ToItem(post));
    }

    private static async Task<Results<Ok<PostItem>, ProblemHttpResult>> ReplaceAsync(
        string slug, JsonBody<PostBody> body, HttpContext context, PostEditor editor, CancellationToken cancellationToken)
    {
        if (EntityTags.RequireIfMatch(context.Request, out var tags) is { } problem)
        {
            return problem;
        }

        var written = await editor.ReplaceAsync(slug, body.Value, tags, cancellationToken);
        // With a refusal, too: whoever looks at the post again sees what it was refused for.
        context.Response.SetConsistencyToken(written.Position);
        if (written.Value.Post is not { } replaced)
        {
            return Refusal(written.Value.Change);
        }

        context.Response.Headers.ETag = EntityTags.OfVersion(replaced.Version);
        return TypedResults.Ok(PostEndpoints.ToItem(replaced));
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> RemoveAsync(string slug, HttpContext context, PostEditor editor, CancellationToken cancellationToken)
    {
        if (EntityTags.RequireIfMatch(context.Request, out var tags) is { } problem)
        {
            return problem;
        }

        var written = await editor.RemoveAsync(slug, tags, cancellationToken);
        context.Response.SetConsistencyToken(written.Position);
        return written.Value.Change == PostChange.Made ? TypedResults.NoContent() : Refusal(written.Value.Change);
    }

    private static ProblemHttpResult Refusal(PostChange change) => change == PostChange.NoSuchPost
        ? PostEndpoints.NoSuchPost()
        : TypedResults.Problem(
            "Somebody has changed the post since. Look at it again and repeat what is still right.", title: "The post has changed", statusCode: StatusCodes.Status412PreconditionFailed);
}
