using Aspire.Hosting.Dashboard.Hosting;
using Aspire.Hosting.Engine.Dashboard;

namespace Aspire.Hosting;

/// <summary>Where the engine finds the dashboard: it cannot name this assembly at compile time, since this one depends on it.</summary>
internal static class DashboardFactory
{
    /// <param name="services">The application's services.</param>
    public static ApplicationDashboard Create(IServiceProvider services) => new HostedDashboard(services);
}
