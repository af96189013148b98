namespace MyArch.Time;

/// <summary>The site in <c>wwwroot</c>: plain files, with an address of their own each and no inline code.</summary>
internal static class TimeSite
{
    private const string ContentSecurityPolicy =
        "default-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; object-src 'none'";

    /// <summary>Serves the site, and sets the headers that keep a browser from guessing, framing or running anything else.</summary>
    public static IApplicationBuilder UseTimeSite(this IApplicationBuilder app)
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
        app.UseStaticFiles(new StaticFileOptions
        {
            // Kept, but asked about every time: a file's ETag is the same on every instance, so that any of them answers 304.
            OnPrepareResponse = static file => file.Context.Response.Headers.CacheControl = "no-cache",
        });
        return app;
    }
}
