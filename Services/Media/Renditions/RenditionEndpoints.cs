using Microsoft.AspNetCore.Http.HttpResults;
using MyArch.DataDefaults;
using MyArch.Media.Library;
using MyArch.ServiceDefaults;

namespace MyArch.Media.Renditions;

/// <summary>What the worker says about thumbnails.</summary>
internal static class RenditionEndpoints
{
    public static void MapRenditions(this IEndpointRouteBuilder inside) =>
        inside.MapPut("/{id}/renditions", SetAsync).WithName("SetRendition").WithSummary("Says that a thumbnail is ready, or why there will be none");

    private static async Task<Results<Ok<MediaItem>, ProblemHttpResult>> SetAsync(
        string id, JsonBody<RenditionBody> body, HttpContext context, RenditionRegister register, CancellationToken cancellationToken)
    {
        if (!MediaId.IsOne(id))
        {
            return MediaProblems.NoSuchMedia();
        }

        // The only place where anybody looks for it.
        if (body.Value.Key is { } key && key != MediaId.ThumbnailKey(id))
        {
            return InvalidRequest.Parameter("key", $"must be {MediaId.ThumbnailKey(id)}");
        }

        var written = await register.SetAsync(id, body.Value, cancellationToken);
        if (written.Value is not { } media)
        {
            return MediaProblems.NoSuchMedia();
        }

        context.Response.SetConsistencyToken(written.Position);
        return TypedResults.Ok(media.ToItem());
    }
}
