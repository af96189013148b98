using System.Collections;

namespace Aspire.Hosting.Engine.Orchestration;

/// <summary>
/// The host's own environment as its children inherit it: without what says how the host itself is run, which ASP.NET Core programs would take as
/// said to them.
/// </summary>
internal static class InheritedEnvironment
{
    private static readonly HashSet<string> HostOnly = new(StringComparer.OrdinalIgnoreCase) { "DOTNET_ENVIRONMENT", "DOTNET_LAUNCH_PROFILE" };

    public static Dictionary<string, string> With(IReadOnlyDictionary<string, string> added)
    {
        var variables = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (DictionaryEntry entry in Environment.GetEnvironmentVariables())
        {
            var name = (string)entry.Key;
            if (!HostOnly.Contains(name) && !name.StartsWith("ASPNETCORE_", StringComparison.OrdinalIgnoreCase))
            {
                variables[name] = (string?)entry.Value ?? "";
            }
        }

        foreach (var (name, value) in added)
        {
            variables[name] = value;
        }

        return variables;
    }
}
