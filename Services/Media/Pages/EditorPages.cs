namespace MyArch.Media.Pages;

/// <summary>
/// The pages of who writes. They are the same for everybody and hold no data: what the administrator may see and do, the page's code asks of the API with the key that only
/// the browser has.
/// </summary>
internal static class EditorPages
{
    public static void MapEditorPages(this IEndpointRouteBuilder site)
    {
        // ?new is a post that has no address yet.
        site.MapMethods("/editor", MediaEndpoints.Read, ListAsync).WithName("EditorPage").WithSummary("The editor: all posts, or a new one");
        site.MapMethods("/editor/{slug}", MediaEndpoints.Read, WriteAsync).WithName("PostEditorPage").WithSummary("The editor of one post");
    }

    private static Task<PageResult> ListAsync(HttpRequest request, PageRenderer pages) =>
        request.Query.ContainsKey("new") ? WriteAsync(pages) : pages.RenderAsync<PostsEditorPage>(StatusCodes.Status200OK, (nameof(PostsEditorPage.Facts), pages.Facts));

    private static Task<PageResult> WriteAsync(PageRenderer pages) =>
        pages.RenderAsync<PostEditorPage>(StatusCodes.Status200OK, (nameof(PostEditorPage.Facts), pages.Facts));
}
