namespace MyArch.Media.Pages;

/// <summary>The pages of MyWordPress, made here for each request, and what its editor asks of them.</summary>
internal static class PressPages
{
    /// <summary>Adds what renders the pages.</summary>
    public static IHostApplicationBuilder AddPressPages(this IHostApplicationBuilder builder)
    {
        builder.Services.ConfigureHttpJsonOptions(static json => json.SerializerOptions.TypeInfoResolverChain.Insert(0, PreviewContracts.Default));
        builder.Services.AddSingleton<PageRenderer>();
        builder.Services.AddSingleton<PictureSizes>();
        return builder;
    }

    /// <summary>Maps the pages. To be called after the site's files: what is neither a page nor one of them is not found.</summary>
    public static WebApplication MapPressPages(this WebApplication app)
    {
        app.UseNotFoundPage();
        var site = app.MapGroup("").AddEndpointFilter(MessagePages.SorryAsync);
        site.MapPostPages();
        site.MapEditorPages();
        app.MapPreview();
        return app;
    }
}
