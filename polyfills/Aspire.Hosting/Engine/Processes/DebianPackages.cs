namespace Aspire.Hosting.Engine.Processes;

/// <summary>Which Debian package brings a program, for messages that say what to do.</summary>
internal static class DebianPackages
{
    private static readonly Dictionary<string, string> PackageOfProgram = new(StringComparer.Ordinal)
    {
        ["bash"] = "bash",
        ["node"] = "nodejs",
        ["npm"] = "npm",
        ["nginx"] = "nginx-light",
        ["postgres"] = "postgresql",
        ["psql"] = "postgresql-client",
        ["redis-cli"] = "redis-tools",
        ["redis-server"] = "redis-server",
        ["setpriv"] = "util-linux",
        ["setsid"] = "util-linux",
        ["vipsthumbnail"] = "libvips-tools",
    };

    /// <summary>One sentence on how to get <paramref name="program"/>.</summary>
    public static string HowToInstall(string program) => PackageOfProgram.TryGetValue(program, out var package)
        ? $"Install it, on Debian with: apt-get install {package}"
        : "Install it, or add the folder that holds it to PATH.";
}
