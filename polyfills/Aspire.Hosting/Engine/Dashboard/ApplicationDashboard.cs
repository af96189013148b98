using System.Reflection;

namespace Aspire.Hosting.Engine.Dashboard;

/// <summary>
/// What people look at while the application runs. It lives in an assembly of its own that comes with Aspire.Hosting.AppHost; an application without that assembly has none.
/// </summary>
internal abstract class ApplicationDashboard : IAsyncDisposable
{
    private const string AssemblyName = "Aspire.Hosting.Dashboard";
    private const string TypeName = "Aspire.Hosting.Dashboard.Hosting.HostedDashboard";

    /// <summary>Returns when it answers requests.</summary>
    /// <exception cref="DistributedApplicationException">Its addresses cannot be used.</exception>
    public abstract Task StartAsync(CancellationToken cancellationToken);

    /// <summary>Ends it, with the requests that are still open.</summary>
    public abstract ValueTask DisposeAsync();

    /// <summary>The dashboard of an application, if there is one: it is not disabled, and its assembly is there.</summary>
    /// <param name="services">The application's services.</param>
    /// <param name="options">Whether it is disabled.</param>
    public static ApplicationDashboard? Find(IServiceProvider services, DistributedApplicationOptions options)
    {
        if (options.DisableDashboard)
        {
            return null;
        }

        Assembly assembly;
        try
        {
            assembly = Assembly.Load(AssemblyName);
        }
        catch (FileNotFoundException)
        {
            return null;
        }

        var type = assembly.GetType(TypeName, throwOnError: true)!;
        return (ApplicationDashboard)Activator.CreateInstance(type, services)!;
    }
}
