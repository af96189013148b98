using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace Aspire.Hosting.Engine.Store;

/// <summary>
/// Generated values that are used again at the next start, in one file that only its owner can read. Several hosts may use the same file: a writer
/// holds a lock, and a reader never sees half a file.
/// </summary>
[SuppressMessage("Interoperability", "CA1416", Justification = "The engine runs on Linux.")]
internal sealed class SecretStore(StoreDirectory store)
{
    private const string FileName = "secrets.json";
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private static readonly TimeSpan LockTimeout = TimeSpan.FromSeconds(10);
    private static readonly JsonSerializerOptions Format = new() { WriteIndented = true };

    private readonly Lock _lock = new();

    /// <summary>The kept value of a key, or that of <paramref name="make"/>, which is then kept.</summary>
    public string GetOrAdd(string key, Func<string> make)
    {
        lock (_lock)
        {
            var path = store.RootFile(FileName);
            using var writer = LockFile($"{path}.lock");
            var values = Read(path);
            if (values.TryGetValue(key, out var kept))
            {
                return kept;
            }

            values[key] = make();
            Write(path, values);
            return values[key];
        }
    }

    private static SortedDictionary<string, string> Read(string path)
    {
        if (!File.Exists(path))
        {
            return new SortedDictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        }

        try
        {
            var values = JsonSerializer.Deserialize<Dictionary<string, string>>(File.ReadAllText(path));
            return new SortedDictionary<string, string>(values ?? [], StringComparer.OrdinalIgnoreCase);
        }
        catch (JsonException exception)
        {
            throw new DistributedApplicationException(
                $"The secret store '{path}' is damaged ({exception.Message}). Put a copy back; or delete it together with the volumes beside it, whose passwords it holds.", exception);
        }
    }

    private static void Write(string path, SortedDictionary<string, string> values)
    {
        var next = $"{path}.{Environment.ProcessId}";
        using (var file = new FileStream(next, new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, UnixCreateMode = OwnerOnly }))
        {
            JsonSerializer.Serialize(file, values, Format);
            file.Flush(flushToDisk: true);
        }

        File.Move(next, path, overwrite: true);
    }

    private static FileStream LockFile(string path)
    {
        var watch = Stopwatch.StartNew();
        var pause = default(SpinWait);
        while (true)
        {
            try
            {
                return new FileStream(path, new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = FileShare.None, UnixCreateMode = OwnerOnly });
            }
            catch (UnauthorizedAccessException exception)
            {
                throw new DistributedApplicationException($"The secret store beside '{path}' cannot be written: {exception.Message}", exception);
            }
            catch (IOException exception)
            {
                if (watch.Elapsed > LockTimeout)
                {
                    throw new DistributedApplicationException($"The secret store stayed locked for {LockTimeout.TotalSeconds:0} s: another process holds '{path}'. {exception.Message}", exception);
                }

                pause.SpinOnce();
            }
        }
    }
}
