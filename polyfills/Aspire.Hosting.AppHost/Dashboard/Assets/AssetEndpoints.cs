using Aspire.Hosting.Dashboard.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.DependencyInjection;

namespace Aspire.Hosting.Dashboard.Assets;

/// <summary>Serves style sheets and scripts. They hold nothing of the running system, and the login page needs them.</summary>
internal static class AssetEndpoints
{
    private const string ForEver = "public, max-age=31536000, immutable";

    public static void Add(IServiceCollection services) => services.AddSingleton<AssetVersions>();

    public static void Map(DashboardRoutes routes) => routes.Pages.MapGet("/assets/{file}", Get).AllowAnonymous();

    private static Results<FileContentHttpResult, NotFound> Get(string file, HttpContext context, AssetVersions assets, string? v = null)
    {
        if (assets.Find(file) is not { } asset)
        {
            return TypedResults.NotFound();
        }

        context.Response.Headers.CacheControl = v == asset.Digest ? ForEver : "no-cache";
        return TypedResults.File(asset.Content, asset.Type);
    }
}
