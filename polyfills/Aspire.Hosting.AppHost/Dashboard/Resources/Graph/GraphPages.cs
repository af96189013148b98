using Aspire.Hosting.Dashboard.Hosting;
using Aspire.Hosting.Dashboard.Live;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.DependencyInjection;

namespace Aspire.Hosting.Dashboard.Resources.Graph;

/// <summary>The view Graph of the page Resources, and the numbers that its script asks for.</summary>
internal static class GraphPages
{
    public static void Add(IServiceCollection services)
    {
        services.AddSingleton<RequestSource>();
        services.AddSingleton<ResourceGraph>();
        services.AddSingleton(static s => new LiveTopic("graph", () => s.GetRequiredService<RequestSource>().Version));
    }

    public static void Map(DashboardRoutes routes) => routes.Pages.MapGet("/resources/graph", Get);

    private static JsonHttpResult<IReadOnlyList<GraphValue>> Get(HttpContext context, ResourceGraph graph) =>
        TypedResults.Json(graph.Values(graph.Model(ResourcesQuery.Read(context.Request.Query))), GraphJson.Default.IReadOnlyListGraphValue);
}
