using System.Buffers;
using Amazon.Runtime;
using MyArch.CloudDefaults.Storage;

namespace MyArch.Media.Downloads;

/// <summary>Sends a file, or a part of it, as it comes from the storage. It owns the file; without one, which is the answer to HEAD, it tells the length alone.</summary>
internal sealed class BlobResult(long length, Blob? file) : IResult
{
    private const int BufferSize = 65_536;

    // The storage's answer has begun, so no time-out of its client watches over it any more. A client that reads slowly is not counted: only the wait for the storage is.
    private static readonly TimeSpan StorageTimeout = TimeSpan.FromSeconds(20);

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.ContentLength = length;
        if (file is not null)
        {
            await using var blob = file;
            await SendAsync(blob, httpContext);
        }
    }

    private static async Task SendAsync(Blob blob, HttpContext httpContext)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(httpContext.RequestAborted);
        var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        try
        {
            for (var left = blob.Length; left > 0;)
            {
                deadline.CancelAfter(StorageTimeout);
                var read = await ReadAsync(blob, buffer.AsMemory(0, (int)Math.Min(BufferSize, left)), deadline.Token, httpContext.RequestAborted);
                deadline.CancelAfter(Timeout.InfiniteTimeSpan);
                await httpContext.Response.Body.WriteAsync(buffer.AsMemory(0, read), httpContext.RequestAborted);
                left -= read;
            }
        }
        catch (OperationCanceledException) when (httpContext.RequestAborted.IsCancellationRequested)
        {
            // The client has gone, as clients do.
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    // Before the first byte a failure is a 503. After it nothing but cutting the answer off tells the client that it is not the whole: this exception does that, too.
    private static async Task<int> ReadAsync(Blob blob, Memory<byte> buffer, CancellationToken deadline, CancellationToken aborted)
    {
        try
        {
            return await blob.Content.ReadAsync(buffer, deadline) is var read and > 0 ? read : throw new EndOfStreamException("It ended too early.");
        }
        catch (Exception exception) when (!aborted.IsCancellationRequested && exception is IOException or HttpRequestException or AmazonClientException or OperationCanceledException)
        {
            throw new StorageUnavailableException($"A file could not be read: {exception.Message}", exception);
        }
    }
}
