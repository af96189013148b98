using System.Text.Json;

namespace MyArch.AppHost.State;

/// <summary>
/// The folder of one environment: data volumes, generated secrets, the gateway's certificate, <c>running.json</c>. Held under a lock for as long as the system runs.
/// </summary>
internal sealed class StateDirectory : IDisposable
{
    private const string LockFile = "lock";
    private readonly FileStream _lock;

    private StateDirectory(string path, FileStream heldLock) => (Path, _lock) = (path, heldLock);

    /// <summary>The folder's absolute path.</summary>
    public string Path { get; }

    /// <summary>Where a running system says how to reach it.</summary>
    public string RunningFile => PathOf("running.json");

    public string PathOf(string file) => System.IO.Path.Combine(Path, file);

    /// <summary>Makes the folder if it is missing, and locks it.</summary>
    /// <exception cref="StartupException">It cannot be written, or another process holds it.</exception>
    public static StateDirectory Open(string path)
    {
        try
        {
            Directory.CreateDirectory(path);
            var held = new FileStream(System.IO.Path.Combine(path, LockFile), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            var state = new StateDirectory(path, held);
            // Left by a run that was killed: nothing in it is true any more.
            File.Delete(state.RunningFile);
            return state;
        }
        catch (IOException held) when (File.Exists(System.IO.Path.Combine(path, LockFile)))
        {
            throw new StartupException($"This environment is running already{RunningAs(path)}. Stop it first, or start another one: --environment NAME --port PORT. State: {path}", held);
        }
        catch (Exception denied) when (denied is IOException or UnauthorizedAccessException)
        {
            throw new StartupException($"The state directory {path} cannot be written: {denied.Message} Set MYARCH_STATE to a directory that can.", denied);
        }
    }

    /// <summary>Deletes everything in the folder but its lock.</summary>
    /// <returns>The names of what was deleted.</returns>
    public IReadOnlyList<string> Reset()
    {
        var deleted = new List<string>();
        foreach (var entry in new DirectoryInfo(Path).EnumerateFileSystemInfos().Where(static entry => entry.Name != LockFile))
        {
            deleted.Add(entry.Name);
            if (entry is DirectoryInfo directory)
            {
                directory.Delete(recursive: true);
            }
            else
            {
                entry.Delete();
            }
        }

        return deleted;
    }

    public void Dispose() => _lock.Dispose();

    private static string RunningAs(string path)
    {
        try
        {
            using var running = JsonDocument.Parse(File.ReadAllBytes(System.IO.Path.Combine(path, "running.json")));
            return $" as process {running.RootElement.GetProperty("pid")} at {running.RootElement.GetProperty("gateway")}";
        }
        catch (Exception notReady) when (notReady is IOException or JsonException or KeyNotFoundException)
        {
            return "";
        }
    }
}
