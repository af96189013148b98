using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.FileProviders;
using Microsoft.Net.Http.Headers;

namespace MyArch.ServiceDefaults;

/// <summary>
/// The site of a service in its <c>wwwroot</c>: plain files, with an address of their own each and no inline code; and under <c>/shared</c> the modules that sites have in common.
/// </summary>
public static class Site
{
    // form-action: a form is sent by the page's own code, or to the page's own host, and never anywhere else.
    private const string ContentSecurityPolicy =
        "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; object-src 'none'";

    private static readonly EmbeddedFileProvider Shared = new(typeof(Site).Assembly, "MyArch.ServiceDefaults.Sites.Shared");

    /// <summary>
    /// Serves the site, and sets the headers that keep a browser from guessing, framing or running anything else: on the files and on every answer of
    /// what is added after it. An endpoint may set another <c>Content-Security-Policy</c>.
    /// </summary>
    public static IApplicationBuilder UseSite(this IApplicationBuilder app)
    {
        app.Use(static (context, next) =>
        {
            var headers = context.Response.Headers;
            headers.ContentSecurityPolicy = ContentSecurityPolicy;
            headers.XContentTypeOptions = "nosniff";
            headers["Referrer-Policy"] = "no-referrer";
            return next(context);
        });
        app.UseDefaultFiles();
        app.UseStaticFiles(Files(provider: null, ""));
        return app.UseStaticFiles(Files(Shared, "/shared"));
    }

    private static StaticFileOptions Files(IFileProvider? provider, string path) => new()
    {
        FileProvider = provider,
        RequestPath = path,
        // Kept, but asked about every time: a file's ETag is the same on every instance, so that any of them answers 304.
        OnPrepareResponse = static file => file.Context.Response.Headers[HeaderNames.CacheControl] = "no-cache",
    };
}
