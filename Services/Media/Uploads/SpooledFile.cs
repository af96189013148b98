using System.Buffers;
using System.Security.Cryptography;
using MyArch.CloudDefaults.Storage;

namespace MyArch.Media.Uploads;

/// <summary>
/// An upload while it is examined and stored: on disk and not in memory. Its name is removed as soon as it is open, so that the system frees it when the request ends, and when the program is killed.
/// </summary>
internal sealed class SpooledFile : IAsyncDisposable
{
    private const int BufferSize = 65_536;

    private readonly FileStream _file;

    private SpooledFile(FileStream file) => _file = file;

    /// <summary>The bytes that were received.</summary>
    public long Length { get; private set; }

    /// <summary>Their SHA-256, 64 hexadecimal digits in lower case.</summary>
    public string Sha256 { get; private set; } = "";

    /// <summary>The file, at its beginning.</summary>
    public Stream FromStart()
    {
        _file.Position = 0;
        return _file;
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
            while (Length <= most)
            {
                var read = await body.ReadAsync(buffer.AsMemory(0, (int)Math.Min(BufferSize, most + 1 - Length)), cancellationToken);
                if (read == 0)
                {
                    break;
                }

                hash.AppendData(buffer, 0, read);
                await WriteAsync(buffer.AsMemory(0, read), cancellationToken);
                Length += read;
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }

        Sha256 = Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private async Task WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        try
        {
            await _file.WriteAsync(bytes, cancellationToken);
        }
        catch (IOException exception)
        {
            throw Unavailable(exception);
        }
    }

    private static StorageUnavailableException Unavailable(Exception exception) => new($"An upload cannot be kept while it is received: {exception.Message}", exception);
}
