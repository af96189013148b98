using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using MyArch.AppHost.Topology;

namespace MyArch.AppHost.State;

/// <summary>Gives the application its folder of state.</summary>
internal static class StateBuilderExtensions
{
    /// <summary>
    /// Opens and locks the environment's folder until the application is disposed, and keeps Aspire's own store in it. <c>State:Root</c> chooses another place than
    /// <see cref="StateRoot"/> does; <c>State:Reset</c> = true first deletes what is there and says what.
    /// </summary>
    /// <exception cref="StartupException">The folder cannot be written, or a running system holds it.</exception>
    public static StateDirectory UseStateDirectory(this IDistributedApplicationBuilder builder, TopologyEnvironment environment)
    {
        var root = builder.Configuration["State:Root"] ?? StateRoot.Find(Environment.GetEnvironmentVariable, Environment.IsPrivilegedProcess);
        var state = StateDirectory.Open(Path.Combine(root, environment.Name));
        if (builder.Configuration.GetValue("State:Reset", defaultValue: false))
        {
            var deleted = state.Reset();
            Console.WriteLine(deleted.Count == 0
                ? $"Nothing to delete in {state.Path}."
                : $"Deleted from {state.Path}: {string.Join(", ", deleted)}.");
        }

        builder.Configuration["Aspire:Store:Path"] = state.PathOf("store");
        // By factory: the container disposes what it has made, and the lock ends with it.
        builder.Services.AddSingleton(_ => state);
        return state;
    }
}
