using Aspire.Hosting.Dashboard.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace Aspire.Hosting.Dashboard.Traces;

/// <summary>The pages of traces.</summary>
internal static class TracesPages
{
    public static void Add(IServiceCollection services)
    {
        // Nothing yet.
    }

    public static void Map(DashboardRoutes routes)
    {
        // Nothing yet.
    }
}
