namespace MyArch.CloudDefaults.Storage;

/// <summary>
/// Where files are kept. Keys are paths of letters, digits, dots, hyphens and underscores (<c>original/3f2a…</c>): see <see cref="BlobKey"/>. Everything here throws
/// <see cref="StorageUnavailableException"/> when the storage cannot do it now.
/// </summary>
public interface IBlobStorage
{
    /// <summary>Which kind it is.</summary>
    StorageKind Kind { get; }

    /// <summary>Stores a file, whole or not at all, and in place of one that is there. When it returns, the file outlives the program and the machine that wrote it.</summary>
    /// <param name="key">Where.</param>
    /// <param name="content">The file from its current position. It must be seekable, since an attempt that fails is made again; it is not closed.</param>
    /// <param name="length">How many bytes there are.</param>
    /// <param name="contentType">What the file is, for whoever looks at the storage itself.</param>
    /// <param name="cancellationToken">Gives up. The file may be stored all the same.</param>
    Task WriteAsync(string key, Stream content, long length, string contentType, CancellationToken cancellationToken);

    /// <summary>Opens a file, or a part of it, to be read from the storage as it is consumed.</summary>
    /// <param name="key">Which.</param>
    /// <param name="range">
    /// The part; null for all of it. It must lie within the file. Who knows the length asks for that range rather than for all: S3's client makes an MD5 of what it reads as a whole, which takes longer
    /// than to read it.
    /// </param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Null if there is no such file.</returns>
    Task<Blob?> OpenAsync(string key, BlobRange? range, CancellationToken cancellationToken);

    /// <summary>How many bytes a file has. None of them is read.</summary>
    /// <returns>Null if there is no such file.</returns>
    Task<long?> FindLengthAsync(string key, CancellationToken cancellationToken);

    /// <summary>Deletes a file. One that is not there is no error.</summary>
    Task DeleteAsync(string key, CancellationToken cancellationToken);

    /// <summary>All files whose keys begin with the prefix, in any order. One that is written or deleted meanwhile may be among them or not; what has another kind of name, is not.</summary>
    IAsyncEnumerable<BlobEntry> ListAsync(string prefix, CancellationToken cancellationToken);
}
