using Aspire.Hosting.Dashboard.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace Aspire.Hosting.Dashboard.Structured;

/// <summary>The page Structured.</summary>
internal static class StructuredPages
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
