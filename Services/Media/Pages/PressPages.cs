namespace MyArch.Media.Pages;

/// <summary>The pages of MyWordPress.</summary>
internal static class PressPages
{
    public static IHostApplicationBuilder AddPressPages(this IHostApplicationBuilder builder) => builder;

    public static WebApplication MapPressPages(this WebApplication app) => app;
}
