using Aspire.Hosting.Dashboard.Hosting;
using Aspire.Hosting.Dashboard.Live;
using Aspire.Hosting.Dashboard.Resources.Commands;
using Aspire.Hosting.Dashboard.Resources.Graph;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Aspire.Hosting.Dashboard.Resources;

/// <summary>The page Resources: table, graph, parameters, and the details of one resource.</summary>
internal static class ResourcesPages
{
    public static void Add(IServiceCollection services)
    {
        services.AddSingleton<ResourceBoard>();
        services.AddSingleton<Secrets>();
        services.AddSingleton<ResourceUrls>();
        services.AddSingleton<Relationships>();
        services.AddSingleton<CommandRuns>();
        services.AddSingleton(static s => new LiveTopic("board", () => s.GetRequiredService<ResourceBoard>().Version));
        GraphPages.Add(services);
    }

    public static void Map(DashboardRoutes routes)
    {
        // From the start on: the history has to be complete before anybody looks.
        _ = ((IEndpointRouteBuilder)routes.Pages).ServiceProvider.GetRequiredService<ResourceBoard>();
        routes.Pages.MapGet("/", Get);
        CommandEndpoints.Map(routes);
        ValueEndpoints.Map(routes);
        GraphPages.Map(routes);
    }

    private static RazorComponentResult<ResourcesPage> Get(HttpContext context) => new(new { Query = ResourcesQuery.Read(context.Request.Query) });
}
