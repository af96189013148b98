namespace Aspire.Hosting.Engine.Images;

/// <summary>Where a container's files are on the host: its data folder and its mounts.</summary>
internal sealed class PostgresFiles
{
    private const string DataVariable = "PGDATA";
    private const string DataRoot = "/var/lib/postgresql";

    // Since version 18 the image keeps its data in a folder per version (hub.docker.com/_/postgres, "PGDATA").
    private const int FirstVersionWithOwnFolder = 18;

    private readonly NativeContainer _container;
    private readonly IReadOnlyList<NativeMount> _mounts;

    public PostgresFiles(NativeContainer container, int major)
        : this(container, major, container.Mounts)
    {
    }

    private PostgresFiles(NativeContainer container, int major, IReadOnlyList<NativeMount> mounts)
    {
        _container = container;
        _mounts = mounts;
        Major = major;
        Paths = new ContainerPaths(mounts);
        var containerPath = container.Environment.GetValueOrDefault(DataVariable)
            ?? (major >= FirstVersionWithOwnFolder ? $"{DataRoot}/{major}/docker" : $"{DataRoot}/data");
        DataDirectory = (Paths.Find(containerPath) ?? Path.Combine(container.ScratchDirectory, "data")).TrimEnd('/');
    }

    public ContainerPaths Paths { get; }

    /// <summary>The host's folder for PGDATA. Without a volume it lives as long as the container.</summary>
    public string DataDirectory { get; }

    private int Major { get; }

    /// <summary>
    /// Lets the data's user reach what a container's user reaches: it owns the volumes, and files that are mounted from a folder that is closed to it
    /// (a clone in root's home, say) are copied to where it can read them.
    /// </summary>
    public async Task<PostgresFiles> PrepareAsync(PostgresTools tools, CancellationToken cancellationToken)
    {
        if (tools.User is null)
        {
            return this;
        }

        await tools.OwnAsync(_container.ScratchDirectory, cancellationToken);
        List<NativeMount> mounts = [];
        foreach (var mount in _mounts)
        {
            if (IsData(mount))
            {
                await tools.OwnAsync(mount.HostPath, cancellationToken);
                mounts.Add(mount);
            }
            else
            {
                mounts.Add(await tools.CanReadAsync(mount.HostPath, cancellationToken) ? mount : await CopyAsync(tools, mount, mounts.Count, cancellationToken));
            }
        }

        return new PostgresFiles(_container, Major, mounts);
    }

    private static bool IsData(NativeMount mount) =>
        !mount.IsReadOnly && (mount.ContainerPath == DataRoot || mount.ContainerPath.StartsWith($"{DataRoot}/", StringComparison.Ordinal));

    private async Task<NativeMount> CopyAsync(PostgresTools tools, NativeMount mount, int number, CancellationToken cancellationToken)
    {
        var folder = Path.Combine(_container.ScratchDirectory, "mounts", $"{number}");
        await tools.CreateFolderAsync(folder, cancellationToken);
        await tools.OwnAsync(Path.GetDirectoryName(folder)!, cancellationToken);
        var copy = Path.Combine(folder, Path.GetFileName(mount.HostPath.TrimEnd('/')));
        await tools.RunAsync($"copying '{mount.HostPath}'", tools.Preparation("cp", ["-R", "--preserve=mode", "--", mount.HostPath, copy]), cancellationToken);
        return mount with { HostPath = copy };
    }
}
