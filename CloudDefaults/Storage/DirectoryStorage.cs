using System.Runtime.CompilerServices;

namespace MyArch.CloudDefaults.Storage;

/// <summary>
/// Files in a directory. A file is written under another name, forced to the disk and then renamed, so that it is there whole or not at all, also for who has the directory mounted elsewhere. What a
/// program that was killed leaves behind is below <see cref="BlobKey.Incoming"/>, and listed there.
/// </summary>
internal sealed class DirectoryStorage(StorageKind kind, string root) : IBlobStorage
{
    private const int BufferSize = 81_920;

    public StorageKind Kind => kind;

    public async Task WriteAsync(string key, Stream content, long length, string contentType, CancellationToken cancellationToken)
    {
        var target = PathOf(key);
        var temporary = PathOf($"{BlobKey.Incoming}{Guid.NewGuid():n}");
        try
        {
            MakeDirectory(Path.GetDirectoryName(temporary)!);
            MakeDirectory(Path.GetDirectoryName(target)!);
            await CopyAsync(content, temporary, length, cancellationToken);
            File.Move(temporary, target, overwrite: true);
            DurableDirectory.Flush(Path.GetDirectoryName(target)!);
        }
        catch (Exception exception)
        {
            // Nothing is there if it was renamed already or never made.
            TryDelete(temporary);
            if (IsUnavailable(exception))
            {
                throw Unavailable(exception);
            }

            throw;
        }
    }

    public Task<Blob?> OpenAsync(string key, BlobRange? range, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            // Read in large pieces by whoever consumes it: a buffer of its own would be copied once more.
            var file = new FileStream(
                PathOf(key),
                new FileStreamOptions { Mode = FileMode.Open, Access = FileAccess.Read, Share = FileShare.ReadWrite | FileShare.Delete, BufferSize = 0, Options = FileOptions.Asynchronous });
            if (range is not { } part)
            {
                return Task.FromResult<Blob?>(new Blob(file, file.Length, file.Length, contentType: null));
            }

            file.Position = part.Offset;
            return Task.FromResult<Blob?>(new Blob(new PartStream(file, part.Length), part.Length, file.Length, contentType: null));
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return Task.FromResult<Blob?>(null);
        }
        catch (Exception exception) when (IsUnavailable(exception))
        {
            throw Unavailable(exception);
        }
    }

    public Task<long?> FindLengthAsync(string key, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            return Task.FromResult<long?>(new FileInfo(PathOf(key)).Length);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return Task.FromResult<long?>(null);
        }
        catch (Exception exception) when (IsUnavailable(exception))
        {
            throw Unavailable(exception);
        }
    }

    public Task DeleteAsync(string key, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            File.Delete(PathOf(key));
            return Task.CompletedTask;
        }
        catch (DirectoryNotFoundException)
        {
            return Task.CompletedTask;
        }
        catch (Exception exception) when (IsUnavailable(exception))
        {
            throw Unavailable(exception);
        }
    }

#pragma warning disable CS1998 // The file system is asked synchronously; the interface is for storages that are not.
    public async IAsyncEnumerable<BlobEntry> ListAsync(string prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
#pragma warning restore CS1998
    {
        using var entries = Entries(prefix).GetEnumerator();
        while (Next(entries) is { } entry)
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return entry;
        }
    }

    // An iterator cannot catch around its yield.
    private BlobEntry? Next(IEnumerator<BlobEntry> entries)
    {
        try
        {
            return entries.MoveNext() ? entries.Current : null;
        }
        catch (Exception exception) when (IsUnavailable(exception))
        {
            throw Unavailable(exception);
        }
    }

    private IEnumerable<BlobEntry> Entries(string prefix)
    {
        var folder = new DirectoryInfo(Path.Combine(root, prefix[..(prefix.LastIndexOf('/') + 1)]));
        if (!folder.Exists)
        {
            yield break;
        }

        foreach (var file in folder.EnumerateFiles("*", SearchOption.AllDirectories))
        {
            var key = Path.GetRelativePath(root, file.FullName).Replace(Path.DirectorySeparatorChar, '/');
            // One that was deleted meanwhile has no length and no time any more.
            if (key.StartsWith(prefix, StringComparison.Ordinal) && BlobKey.IsOne(key) && file.Exists)
            {
                yield return new BlobEntry(key, file.Length, new DateTimeOffset(file.LastWriteTimeUtc, TimeSpan.Zero));
            }
        }
    }

    private static async Task CopyAsync(Stream content, string path, long length, CancellationToken cancellationToken)
    {
        await using var file = new FileStream(
            path,
            // Preallocated: a disk that is too full says so at once.
            new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None, BufferSize = 0, PreallocationSize = length, Options = FileOptions.Asynchronous });
        await content.CopyToAsync(file, BufferSize, cancellationToken);
        if (file.Position != length)
        {
            throw new ArgumentException($"The content has {file.Position} bytes and not {length}.", nameof(length));
        }

        file.Flush(flushToDisk: true);
    }

    private static void MakeDirectory(string path)
    {
        if (!Directory.Exists(path))
        {
            Directory.CreateDirectory(path);
            DurableDirectory.Flush(Path.GetDirectoryName(path)!);
        }
    }

    private static void TryDelete(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // What made the write fail makes this fail too, and is what the caller is told. Whoever lists finds the file later.
        }
    }

    private string PathOf(string key) => Path.Combine(root, BlobKey.Check(key).Replace('/', Path.DirectorySeparatorChar));

    // A full disk, a server that is gone, a directory that nobody may write to.
    private static bool IsUnavailable(Exception exception) => exception is IOException or UnauthorizedAccessException;

    private StorageUnavailableException Unavailable(Exception exception) => new($"The directory '{root}' cannot be used now: {exception.Message}", exception);
}
