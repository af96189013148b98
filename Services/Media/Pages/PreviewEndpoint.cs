using MyArch.Media.Markdown;
using MyArch.ServiceDefaults;
using Microsoft.AspNetCore.Http.HttpResults;

namespace MyArch.Media.Pages;

/// <summary>Shows the administrator a text as a page will show it, made by the same code.</summary>
internal static class PreviewEndpoint
{
    public static void MapPreview(this IEndpointRouteBuilder app) =>
        app.MapPost("/api/posts/preview", PreviewAsync).WithName("PreviewPost").WithSummary("Renders a text without keeping it").RequireAdmin();

    private static async Task<Ok<Preview>> PreviewAsync(JsonBody<PreviewBody> body, HttpResponse response, PictureSizes sizes, CancellationToken cancellationToken)
    {
        response.Headers.CacheControl = "no-store";
        var text = body.Value.Body;
        var pictures = MarkdownRenderer.Pictures(text);
        return TypedResults.Ok(new Preview(MarkdownRenderer.ToHtml(text, await sizes.OfAsync(pictures, cancellationToken)), MarkdownRenderer.Excerpt(text), pictures));
    }
}
