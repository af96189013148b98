using System.Diagnostics;
using System.Text;

namespace MyArch.SystemTests;

/// <summary>Finds the processes that a host started, by what the host gave them in their environment.</summary>
internal static class InstanceProcesses
{
    /// <summary>The process of an instance that <paramref name="host"/> started.</summary>
    public static Process Find(string instanceId, int host)
    {
        foreach (var id in ChildrenOf(host))
        {
            if (Environment(id).Contains($"Instance__Id={instanceId}", StringComparer.Ordinal))
            {
                return Process.GetProcessById(id);
            }
        }

        throw new InvalidOperationException($"Process {host} has no child that is {instanceId}.");
    }

    /// <summary>All living processes below <paramref name="host"/>, children of children too.</summary>
    public static IReadOnlyList<int> DescendantsOf(int host)
    {
        var parents = Parents();
        var found = new List<int>();
        var queue = new Queue<int>([host]);
        while (queue.TryDequeue(out var parent))
        {
            foreach (var child in parents.Where(process => process.Value == parent).Select(static process => process.Key))
            {
                found.Add(child);
                queue.Enqueue(child);
            }
        }

        return found;
    }

    /// <summary>Whether a process lives; one that has ended but was not reaped yet does not.</summary>
    public static bool Lives(int id) => Status(id) is { } status && !status.State.StartsWith('Z');

    /// <summary>The command line, with blanks between its words.</summary>
    public static string CommandLine(int id) => ReadOrEmpty($"/proc/{id}/cmdline").Replace('\0', ' ').Trim();

    private static IEnumerable<int> ChildrenOf(int host) => Parents().Where(process => process.Value == host).Select(static process => process.Key);

    private static Dictionary<int, int> Parents()
    {
        var parents = new Dictionary<int, int>();
        foreach (var directory in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(directory), out var id) && Status(id) is { } status)
            {
                parents[id] = status.Parent;
            }
        }

        return parents;
    }

    private static (string State, int Parent)? Status(int id)
    {
        var lines = ReadOrEmpty($"/proc/{id}/status").Split('\n');
        var state = lines.FirstOrDefault(static line => line.StartsWith("State:", StringComparison.Ordinal));
        var parent = lines.FirstOrDefault(static line => line.StartsWith("PPid:", StringComparison.Ordinal));
        return state is null || parent is null ? null : (state["State:".Length..].Trim(), int.Parse(parent["PPid:".Length..]));
    }

    private static string[] Environment(int id) => ReadOrEmpty($"/proc/{id}/environ").Split('\0');

    // A process may end between being listed and being read.
    private static string ReadOrEmpty(string path)
    {
        try
        {
            return Encoding.UTF8.GetString(File.ReadAllBytes(path));
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
