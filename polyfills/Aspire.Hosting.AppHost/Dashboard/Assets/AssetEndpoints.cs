using Aspire.Hosting.Dashboard.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.StaticFiles;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Net.Http.Headers;

namespace Aspire.Hosting.Dashboard.Assets;

/// <summary>Serves style sheets and scripts. They hold nothing of the running system, and the login page needs them.</summary>
internal static class AssetEndpoints
{
    private const string ForEver = "public, max-age=31536000, immutable";

    /// <summary>Kept, and asked for again each time: a module that imports another one does not know its version.</summary>
    private const string Revalidated = "no-cache";

    public static void Add(IServiceCollection services)
    {
        services.AddSingleton<NpmFiles>();
        services.AddSingleton(static s => new AssetVersions(s.GetRequiredService<NpmFiles>()));
    }

    public static void Map(DashboardRoutes routes)
    {
        routes.Pages.MapGet("/assets/{file}", Get).AllowAnonymous();
        routes.Pages.MapGet("/assets/npm/{file}", GetFromNpm).AllowAnonymous();
    }

    private static Results<FileContentHttpResult, NotFound> Get(string file, HttpContext context, AssetVersions assets, string? v = null)
    {
        if (assets.Find(file) is not { } asset)
        {
            return TypedResults.NotFound();
        }

        context.Response.Headers.CacheControl = v == asset.Digest ? ForEver : Revalidated;
        return TypedResults.File(asset.Content, asset.Type, entityTag: new EntityTagHeaderValue($"\"{asset.Digest}\""));
    }

    private static Results<PhysicalFileHttpResult, NotFound> GetFromNpm(string file, HttpContext context, NpmFiles npm)
    {
        if (npm.Find(file) is not { } path)
        {
            return TypedResults.NotFound();
        }

        context.Response.Headers.CacheControl = Revalidated;
        new FileExtensionContentTypeProvider().TryGetContentType(file, out var type);
        // npm's packages carry times of their own making: what tells versions apart is the folder, named after the lock file.
        var version = new DirectoryInfo(path[..path.IndexOf("/node_modules/", StringComparison.Ordinal)]).Name;
        return TypedResults.PhysicalFile(path, $"{type}; charset=utf-8", entityTag: new EntityTagHeaderValue($"\"{version}\""));
    }
}
