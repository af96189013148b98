using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Configuration;

namespace Aspire.Hosting.Engine.Store;

/// <summary>
/// Where the host keeps what outlives a run: the folder of the configuration key <c>Aspire:Store:Path</c>, or <c>obj/.aspire</c> in the application
/// host's folder. The key is read when the folder is first needed, so that the application can set it while it is being built.
/// </summary>
[SuppressMessage("Interoperability", "CA1416", Justification = "The engine runs on Linux.")]
internal sealed class StoreDirectory(IConfiguration configuration, string appHostDirectory)
{
    public const string ConfigurationKey = "Aspire:Store:Path";

    private const UnixFileMode ForAll = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
        | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;

    public string Root => Path.GetFullPath(configuration[ConfigurationKey] is { Length: > 0 } configured ? configured : Path.Combine("obj", ".aspire"), appHostDirectory);

    /// <summary>The folder of a volume, made if it is missing. Its owner and permissions are the container's business.</summary>
    public string Volume(string name) => Ensure(Path.Combine(Root, "volumes", FileName(name)));

    /// <summary>An empty folder for one start of a resource.</summary>
    public string Scratch(string resource)
    {
        var path = Path.Combine(Root, "run", FileName(resource));
        if (Directory.Exists(path))
        {
            Directory.Delete(path, recursive: true);
        }

        return Ensure(path);
    }

    public void DeleteScratch(string resource)
    {
        var path = Path.Combine(Root, "run", FileName(resource));
        if (Directory.Exists(path))
        {
            Directory.Delete(path, recursive: true);
        }
    }

    /// <summary>A file directly in the root.</summary>
    public string RootFile(string name) => Path.Combine(Ensure(Root), name);

    /// <summary>Makes a folder and those above it that are missing; other users may pass through them, because databases run as users of their own.</summary>
    private static string Ensure(string path)
    {
        var missing = new Stack<string>();
        for (var current = path; !Directory.Exists(current); current = Path.GetDirectoryName(current)!)
        {
            missing.Push(current);
        }

        foreach (var folder in missing)
        {
            try
            {
                Directory.CreateDirectory(folder);
                File.SetUnixFileMode(folder, ForAll);
            }
            catch (Exception exception) when (exception is UnauthorizedAccessException or IOException)
            {
                throw new DistributedApplicationException(
                    $"The folder '{folder}' cannot be made: {exception.Message} The host keeps its state there; set the configuration key '{ConfigurationKey}' to a folder that it can write to.", exception);
            }
        }

        return path;
    }

    private static string FileName(string name) => string.Concat(name.Select(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' ? c : '_')) switch
    {
        "." or ".." or "" => throw new DistributedApplicationException($"'{name}' is no name for a volume."),
        var safe => safe,
    };
}
