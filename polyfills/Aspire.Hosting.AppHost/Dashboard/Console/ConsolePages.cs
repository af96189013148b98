using Aspire.Hosting.Dashboard.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace Aspire.Hosting.Dashboard.Console;

/// <summary>The page Console.</summary>
internal static class ConsolePages
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
