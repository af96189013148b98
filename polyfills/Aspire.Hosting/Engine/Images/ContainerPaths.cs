namespace Aspire.Hosting.Engine.Images;

/// <summary>Replaces the container's paths by the host paths that stand for them.</summary>
internal sealed class ContainerPaths(IReadOnlyList<NativeMount> mounts)
{
    // The innermost mount wins, as in a container.
    private readonly List<NativeMount> _mounts = [.. mounts.OrderByDescending(static mount => mount.ContainerPath.TrimEnd('/').Length)];

    /// <summary>The host's path for a container path, or null if it lies in no mount.</summary>
    public string? Find(string containerPath)
    {
        foreach (var mount in _mounts)
        {
            var prefix = mount.ContainerPath.TrimEnd('/');
            if (containerPath.StartsWith(prefix, StringComparison.Ordinal) && (containerPath.Length == prefix.Length || containerPath[prefix.Length] == '/'))
            {
                return string.Concat(mount.HostPath.TrimEnd('/'), containerPath.AsSpan(prefix.Length));
            }
        }

        return null;
    }

    /// <summary>The value with its paths replaced: as a whole, or what follows an equals sign (<c>hba_file=/etc/postgresql/pg_hba.conf</c>).</summary>
    public string Translate(string value)
    {
        if (Find(value) is { } path)
        {
            return path;
        }

        var start = value.IndexOf("=/", StringComparison.Ordinal) + 1;
        return start > 0 && Find(value[start..]) is { } part ? string.Concat(value.AsSpan(0, start), part) : value;
    }

    /// <summary>The environment with the paths in its values replaced.</summary>
    public Dictionary<string, string> Translate(IReadOnlyDictionary<string, string> environment) =>
        environment.ToDictionary(static variable => variable.Key, variable => Translate(variable.Value), StringComparer.Ordinal);
}
