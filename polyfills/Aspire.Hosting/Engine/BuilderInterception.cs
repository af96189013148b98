using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting.Engine;

/// <summary>
/// Lets the testing package step in while an application host's entry point runs: it flows with the execution context of the one who runs that
/// entry point, so that several can run in one process.
/// </summary>
internal abstract class BuilderInterception
{
    private static readonly AsyncLocal<BuilderInterception?> Flowing = new();

    public static BuilderInterception? Current
    {
        get => Flowing.Value;
        set => Flowing.Value = value;
    }

    /// <summary>Before the builder reads its settings.</summary>
    public abstract void Creating(DistributedApplicationOptions options, HostApplicationBuilderSettings settings);

    /// <summary>The builder is there, without any resource.</summary>
    public abstract void Created(DistributedApplicationBuilder builder);

    /// <summary>The entry point has asked for the application. It continues when this returns.</summary>
    public abstract void Building(DistributedApplicationBuilder builder);

    /// <summary>The application is there.</summary>
    /// <returns>The application that the entry point gets to see.</returns>
    public abstract DistributedApplication Built(DistributedApplication application);
}
