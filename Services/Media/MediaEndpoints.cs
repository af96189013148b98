using MyArch.Media.Downloads;
using MyArch.Media.Posts;
using MyArch.Media.Renditions;
using MyArch.Media.Sweep;
using MyArch.Media.Uploads;
using MyArch.ServiceDefaults;

namespace MyArch.Media;

/// <summary>The service's routes: the API under <c>/api/media</c> and <c>/api/posts</c>, what the worker asks under <c>/internal/media</c>, and the site's files.</summary>
internal static class MediaEndpoints
{
    /// <summary>Where the pictures are.</summary>
    public const string MediaPath = "/api/media";

    /// <summary>Where the posts are.</summary>
    public const string PostsPath = "/api/posts";

    /// <summary>The methods that read; HEAD so that curl -I shows who answers.</summary>
    public static readonly string[] Read = [HttpMethods.Get, HttpMethods.Head];

    /// <summary>Maps the API, the internal routes and the site's files.</summary>
    public static WebApplication MapMedia(this WebApplication app)
    {
        app.UseSite();
        var media = app.MapGroup(MediaPath);
        media.MapDownloads();
        media.MapUploads();
        var posts = app.MapGroup(PostsPath);
        posts.MapPosts();
        posts.MapPostEditing();
        // Only what came through the internal listener gets here: see OriginVerification.
        var inside = app.MapGroup($"{OriginVerification.InternalPath}/media");
        inside.MapRenditions();
        inside.MapSweep();
        return app;
    }
}
