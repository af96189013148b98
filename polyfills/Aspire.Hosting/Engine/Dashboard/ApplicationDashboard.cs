using System.Reflection;

namespace Aspire.Hosting.Engine.Dashboard;

/// <summary>
/// What people look at while the application runs. It comes with Aspire.Hosting.AppHost; an application without that assembly has none.
/// </summary>
internal abstract class ApplicationDashboard : IAsyncDisposable
{
    private const string AssemblyName = "Aspire.Hosting.AppHost";
    private const string Factory = "Aspire.Hosting.DashboardFactory";
    private const string Method = "Create";

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

        var create = assembly.GetType(Factory, throwOnError: true)!.GetMethod(Method, [typeof(IServiceProvider)])!;
        return create.CreateDelegate<Func<IServiceProvider, ApplicationDashboard>>()(services);
    }
}
