using MyArch.ServiceDefaults;

namespace MyArch.Media;

/// <summary>The service's routes: the API under <c>/api/media</c> and <c>/api/posts</c>, what the worker asks under <c>/internal/media</c>, and the site's files.</summary>
internal static class MediaEndpoints
{
    /// <summary>The methods that read; HEAD so that curl -I shows who answers.</summary>
    public static readonly string[] Read = [HttpMethods.Get, HttpMethods.Head];

    /// <summary>Maps the API, the internal routes and the site's files.</summary>
    public static WebApplication MapMedia(this WebApplication app)
    {
        app.UseSite();
        return app;
    }
}
