using Microsoft.Extensions.Configuration;

namespace MyArch.AppHost.Topology;

/// <summary>Reads which environment this run is.</summary>
internal static class TopologyBuilderExtensions
{
    /// <summary>The environment that <c>Topology:Environment</c> names, <c>prod</c> by default, read from <c>Topology:Environments</c> and checked.</summary>
    /// <exception cref="StartupException">There is no such environment, or something in it cannot be; the message lists all that is wrong.</exception>
    public static TopologyEnvironment GetTopologyEnvironment(this IDistributedApplicationBuilder builder)
    {
        var environments = builder.Configuration.GetSection("Topology:Environments");
        var name = builder.Configuration["Topology:Environment"] ?? "prod";
        var section = environments.GetChildren().FirstOrDefault(child => string.Equals(child.Key, name, StringComparison.Ordinal))
            ?? throw new StartupException(
                $"There is no environment '{name}'. Known: {string.Join(", ", environments.GetChildren().Select(child => child.Key))}.");

        TopologyEnvironment environment;
        try
        {
            environment = (section.Get<TopologyEnvironment>(static options => options.ErrorOnUnknownConfiguration = true) ?? new()) with { Name = name };
        }
        catch (InvalidOperationException unreadable)
        {
            throw new StartupException($"The environment '{name}' cannot be read: {unreadable.GetBaseException().Message}", unreadable);
        }

        var problems = environment.Problems().ToList();
        return problems.Count == 0
            ? environment
            : throw new StartupException($"The environment '{name}' cannot be: {string.Join("; ", problems)}.");
    }
}
