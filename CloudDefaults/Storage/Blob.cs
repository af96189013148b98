namespace MyArch.CloudDefaults.Storage;

/// <summary>A file that is being read. Disposing it ends the reading.</summary>
public sealed class Blob : IAsyncDisposable
{
    private readonly IDisposable? _owner;

    internal Blob(Stream content, long length, long fileLength, string? contentType, IDisposable? owner = null) =>
        (Content, Length, FileLength, ContentType, _owner) = (content, length, fileLength, contentType, owner);

    /// <summary>What was asked for, once from its beginning to its end.</summary>
    public Stream Content { get; }

    /// <summary>The bytes of <see cref="Content"/>.</summary>
    public long Length { get; }

    /// <summary>The bytes of the whole file.</summary>
    public long FileLength { get; }

    /// <summary>What the file was said to be when it was written; null where the storage keeps no such thing, as a directory does not.</summary>
    public string? ContentType { get; }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Content.DisposeAsync();
        _owner?.Dispose();
    }
}
