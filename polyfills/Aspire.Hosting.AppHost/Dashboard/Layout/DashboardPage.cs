namespace Aspire.Hosting.Dashboard.Layout;

/// <summary>The pages of the navigation, in its order.</summary>
public enum DashboardPage
{
    Resources,
    Console,
    Structured,
    Traces,
    Metrics,
}
