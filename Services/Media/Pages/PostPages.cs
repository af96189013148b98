using MyArch.DataDefaults;
using MyArch.Media.Markdown;
using MyArch.Media.Posts;
using MyArch.ServiceDefaults;

namespace MyArch.Media.Pages;

/// <summary>The pages that everybody reads: the posts, and each of them.</summary>
internal static class PostPages
{
    // One large, and full rows of two or of three.
    private const int OnThePage = 13;

    public static void MapPostPages(this IEndpointRouteBuilder site)
    {
        site.MapMethods("/", MediaEndpoints.Read, HomeAsync).WithName("HomePage").WithSummary("The latest posts");
        site.MapMethods("/posts/{slug}", MediaEndpoints.Read, PostAsync).WithName("ArticlePage").WithSummary("One post");
    }

    private static async Task<PageResult> HomeAsync(HttpContext context, PageRenderer pages, PostStore posts, CancellationToken cancellationToken)
    {
        PageCursor? cursor = null;
        if (context.Request.Query.TryGetValue("after", out var after) && !PageCursor.TryParse(after.ToString(), PostStore.List, out cursor))
        {
            return await MessagePages.NotFoundAsync(pages, pages.Facts);
        }

        var list = await posts.ListAsync(cursor, OnThePage, context.Request.ReadConsistencyToken(), cancellationToken);
        context.Response.SetSource(list);
        return await pages.RenderAsync<HomePage>(
            StatusCodes.Status200OK,
            (nameof(HomePage.Posts), list.Value?.Items.Select(Teaser.Of).ToList() ?? []),
            (nameof(HomePage.Next), list.Value?.Next),
            (nameof(HomePage.IsFirst), cursor is null),
            (nameof(HomePage.Address), AddressOf(context.Request)),
            (nameof(HomePage.Facts), pages.FactsOf(list)));
    }

    private static async Task<PageResult> PostAsync(
        string slug, HttpContext context, PageRenderer pages, PostStore posts, PictureSizes sizes, CancellationToken cancellationToken)
    {
        var found = await posts.FindAsync(slug, context.Request.ReadConsistencyToken(), cancellationToken);
        context.Response.SetSource(found);
        if (found.Value is not { } post)
        {
            return await MessagePages.NotFoundAsync(pages, pages.FactsOf(found));
        }

        var pictures = MarkdownRenderer.Pictures(post.Body);
        return await pages.RenderAsync<ArticlePage>(
            StatusCodes.Status200OK,
            (nameof(ArticlePage.Post), Article.Of(post, pictures, await sizes.OfAsync(pictures, cancellationToken))),
            (nameof(ArticlePage.Address), AddressOf(context.Request)),
            (nameof(ArticlePage.Facts), pages.FactsOf(found)));
    }

    private static void SetSource<T>(this HttpResponse response, Cached<T> answer)
    {
        response.SetCacheOutcome(answer.Outcome);
        response.SetDatabaseRole(answer.Role);
    }

    // As the visitor sees it: the load balancer passes the host on and says the scheme.
    private static string AddressOf(HttpRequest request) => $"{request.GetClientScheme()}://{request.Host.ToUriComponent()}";
}
