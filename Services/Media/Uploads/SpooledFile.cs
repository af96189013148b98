using System.Buffers;
using System.Security.Cryptography;
using MyArch.CloudDefaults.Storage;

namespace MyArch.Media.Uploads;

/// <summary>
/// An upload while it is examined and stored: on disk and not in memory. Its name is removed as soon as it is open, so that the system frees it when the request ends, and when the program is killed.
/// </summary>
internal sealed class SpooledFile : IAsyncDisposable
{
    private const int BufferSize = 131_072;

    // Beyond 85,000 bytes each would be a large object of the garbage collector.
    private const int ReadBufferSize = 65_536;

    private readonly FileStream _file;

    private SpooledFile(FileStream file) => _file = file;

    /// <summary>The bytes that were received.</summary>
    public long Length { get; private set; }

    /// <summary>Their SHA-256, 64 hexadecimal digits in lower case.</summary>
    public string Sha256 { get; private set; } = "";

    /// <summary>The file, at its beginning, for whoever reads it in pieces of any size: the client of S3 hashes 4 KB at a time.</summary>
    public Stream FromStart()
    {
        _file.Position = 0;
        return new BufferedStream(_file, ReadBufferSize);
    }

    /// <summary>Receives a file.</summary>
    /// <param name="directory">Where it is kept.</param>
    /// <param name="body">What it is received from.</param>
    /// <param name="most">No more bytes than that are kept; one more is read, so that <see cref="Length"/> tells that there are more.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="StorageUnavailableException">The directory is full or not there.</exception>
    public static async Task<SpooledFile> ReceiveAsync(string directory, Stream body, long most, CancellationToken cancellationToken)
    {
        var spooled = new SpooledFile(Create(directory));
        try
        {
            await spooled.FillAsync(body, most, cancellationToken);
            return spooled;
        }
        catch
        {
            await spooled.DisposeAsync();
            throw;
        }
    }

    public ValueTask DisposeAsync() => _file.DisposeAsync();

    private static FileStream Create(string directory)
    {
        var path = Path.Combine(directory, $"myarch-upload-{Guid.NewGuid():n}");
        try
        {
            var file = new FileStream(path, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, Share = FileShare.Delete, BufferSize = 0, Options = FileOptions.Asynchronous });
            File.Delete(path);
            return file;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Unavailable(exception);
        }
    }

    private async Task FillAsync(Stream body, long most, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        try
        {
            // The network brings small pieces: to hash and to write each of them would cost more than to receive them.
            int wanted, read;
            do
            {
                wanted = (int)Math.Min(BufferSize, most + 1 - Length);
                read = await body.ReadAtLeastAsync(buffer.AsMemory(0, wanted), wanted, throwOnEndOfStream: false, cancellationToken);
                hash.AppendData(buffer, 0, read);
                Write(buffer.AsSpan(0, read));
                Length += read;
            }
            while (read == wanted && Length <= most);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }

        Sha256 = Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    // The system takes it into its cache at once, which is faster than to let another thread do it.
    private void Write(ReadOnlySpan<byte> bytes)
    {
        try
        {
            _file.Write(bytes);
        }
        catch (IOException exception)
        {
            throw Unavailable(exception);
        }
    }

    private static StorageUnavailableException Unavailable(Exception exception) => new($"An upload cannot be kept while it is received: {exception.Message}", exception);
}
