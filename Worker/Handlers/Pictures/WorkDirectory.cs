using System.Globalization;

namespace MyArch.Worker.Handlers.Pictures;

/// <summary>Where pictures are while a thumbnail is made of them: a directory of this process. What processes that were killed have left is deleted by the next one that starts.</summary>
internal sealed partial class WorkDirectory : IDisposable
{
    private const string Prefix = "myarch-thumbnails-";

    private readonly string _path;

    public WorkDirectory(ILogger<WorkDirectory> logger)
    {
        foreach (var left in Directory.EnumerateDirectories(Path.GetTempPath(), $"{Prefix}*").Where(IsLeft))
        {
            try
            {
                Directory.Delete(left, recursive: true);
            }
            catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
            {
                LogLeft(logger, left, failure.Message);
            }
        }

        // For this user only, with a name that nobody can foresee.
        _path = Directory.CreateTempSubdirectory($"{Prefix}{Environment.ProcessId}-").FullName;
    }

    /// <summary>A directory for one picture, deleted with all that is in it on disposal.</summary>
    public Room Open() => new(Directory.CreateDirectory(Path.Combine(_path, Guid.NewGuid().ToString("N"))).FullName);

    public void Dispose() => Directory.Delete(_path, recursive: true);

    private static bool IsLeft(string path) =>
        int.TryParse(Path.GetFileName(path)[Prefix.Length..].Split('-')[0], CultureInfo.InvariantCulture, out var process) && !Directory.Exists($"/proc/{process}");

    [LoggerMessage(1, LogLevel.Warning, "{Path} is left of a process that was killed, and cannot be deleted: {Reason}")]
    private static partial void LogLeft(ILogger logger, string path, string reason);

    /// <summary>A directory for one picture.</summary>
    internal sealed class Room(string path) : IDisposable
    {
        public string Path => path;

        public string Original { get; } = System.IO.Path.Combine(path, "original");

        public string Thumbnail { get; } = System.IO.Path.Combine(path, "thumbnail.webp");

        public void Dispose() => Directory.Delete(path, recursive: true);
    }
}
