using Microsoft.AspNetCore.Http.HttpResults;
using MyArch.DataDefaults;
using MyArch.Media.Markdown;

namespace MyArch.Media.Posts;

/// <summary>What everybody may read: the list of posts and each of them.</summary>
internal static class PostEndpoints
{
    public static void MapPosts(this IEndpointRouteBuilder api)
    {
        api.MapMethods("", MediaEndpoints.Read, ListAsync).WithName("ListPosts").WithSummary("A page of posts, the newest first");
        api.MapMethods("/{slug}", MediaEndpoints.Read, GetAsync).WithName("GetPost").WithSummary("A post");
    }

    /// <summary>A post as everybody sees it.</summary>
    public static PostItem ToItem(Post post)
    {
        var pictures = MarkdownRenderer.Pictures(post.Body);
        return new(
            post.Slug, post.Title, post.Body, MarkdownRenderer.ToHtml(post.Body), MarkdownRenderer.Excerpt(post.Body), pictures is [var cover, ..] ? cover : null, pictures, post.PublishedAt, post.UpdatedAt);
    }

    /// <summary>The answer to a request for a post that is not there.</summary>
    public static ProblemHttpResult NoSuchPost() =>
        TypedResults.Problem("There is no such post.", title: "Unknown post", statusCode: StatusCodes.Status404NotFound);

    private static async Task<Results<FileContentHttpResult, StatusCodeHttpResult, ProblemHttpResult>> ListAsync(HttpContext context, PostStore posts, CancellationToken cancellationToken)
    {
        if (ListQuery.Parse(context.Request.Query, PostStore.List, out var query) is { } problem)
        {
            return problem;
        }

        return CachedAnswers.List(
            context, await posts.ListAsync(query.After, query.Limit, context.Request.ReadConsistencyToken(), cancellationToken), MediaContracts.Default.PostPage);
    }

    private static async Task<Results<FileContentHttpResult, StatusCodeHttpResult, ProblemHttpResult>> GetAsync(
        string slug, HttpContext context, PostStore posts, CancellationToken cancellationToken)
    {
        if (context.Tell(await posts.FindAsync(slug, context.Request.ReadConsistencyToken(), cancellationToken)) is not { } post)
        {
            return NoSuchPost();
        }

        return CachedAnswers.Version(context, post.Version, () => ToItem(post), MediaContracts.Default.PostItem);
    }
}
