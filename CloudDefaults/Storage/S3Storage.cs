using System.Net;
using System.Net.Http.Headers;
using System.Runtime.CompilerServices;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;

namespace MyArch.CloudDefaults.Storage;

/// <summary>Files as objects of a bucket. An object is written by one request, so that it is there whole or not at all.</summary>
internal sealed class S3Storage(IAmazonS3 s3, string bucket) : IBlobStorage
{
    /// <summary>How long the storage may take until an answer begins: 5 s. Behind a proxy an endpoint that is down accepts and says nothing, and somebody waits for the picture.</summary>
    public static readonly TimeSpan AnswerTimeout = TimeSpan.FromSeconds(5);

    /// <summary>How long a write may take with all its bytes: 20 s, in which 10 MB come at 4 Mbit/s.</summary>
    public static readonly TimeSpan WriteTimeout = TimeSpan.FromSeconds(20);

    public StorageKind Kind => StorageKind.S3;

    public async Task WriteAsync(string key, Stream content, long length, string contentType, CancellationToken cancellationToken)
    {
        var request = new PutObjectRequest
        {
            BucketName = bucket,
            Key = BlobKey.Check(key),
            // Sent as it is read; the SDK goes back to this position for another attempt.
            InputStream = content,
            // Its SHA-256 is signed as a whole and checked by the storage, instead of piece by piece in a body of another form, which both sides would have to make and to take apart.
            UseChunkEncoding = false,
            AutoCloseStream = false,
            AutoResetStreamPosition = false,
            ContentType = contentType,
        };
        request.Headers.ContentLength = length;
        await DoAsync(token => s3.PutObjectAsync(request, token), key, WriteTimeout, cancellationToken);
    }

    public async Task<Blob?> OpenAsync(string key, BlobRange? range, CancellationToken cancellationToken)
    {
        var request = new GetObjectRequest { BucketName = bucket, Key = BlobKey.Check(key) };
        if (range is { } part)
        {
            request.ByteRange = new ByteRange(part.Offset, part.Offset + part.Length - 1);
        }

        try
        {
            var response = await DoAsync(token => s3.GetObjectAsync(request, token), key, AnswerTimeout, cancellationToken);
            return new Blob(response.ResponseStream, response.ContentLength, FileLength(response), response.Headers.ContentType, response);
        }
        catch (AmazonS3Exception missing) when (missing.StatusCode == HttpStatusCode.NotFound)
        {
            return null;
        }
    }

    public async Task<long?> FindLengthAsync(string key, CancellationToken cancellationToken)
    {
        try
        {
            return (await DoAsync(token => s3.GetObjectMetadataAsync(bucket, BlobKey.Check(key), token), key, AnswerTimeout, cancellationToken)).ContentLength;
        }
        catch (AmazonS3Exception missing) when (missing.StatusCode == HttpStatusCode.NotFound)
        {
            // This answer has no body that could say whether the object is missing or the whole bucket. The one to a GET has.
            await using var blob = await OpenAsync(key, range: null, cancellationToken);
            return blob?.Length;
        }
    }

    public Task DeleteAsync(string key, CancellationToken cancellationToken) =>
        DoAsync(token => s3.DeleteObjectAsync(bucket, BlobKey.Check(key), token), key, AnswerTimeout, cancellationToken);

    public async IAsyncEnumerable<BlobEntry> ListAsync(string prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var request = new ListObjectsV2Request { BucketName = bucket, Prefix = prefix };
        do
        {
            var page = await DoAsync(token => s3.ListObjectsV2Async(request, token), prefix, AnswerTimeout, cancellationToken);
            // Null when empty.
            // Others have put what is no key of ours, as a console does with its markers of folders: nothing here could open or delete it.
            foreach (var found in (page.S3Objects ?? []).Where(static found => BlobKey.IsOne(found.Key)))
            {
                yield return new BlobEntry(found.Key, found.Size ?? 0, found.LastModified is { } modified ? new DateTimeOffset(modified.ToUniversalTime()) : DateTimeOffset.MaxValue);
            }

            request.ContinuationToken = page.IsTruncated == true ? page.NextContinuationToken : null;
        }
        while (request.ContinuationToken is not null);
    }

    private static long FileLength(GetObjectResponse response) =>
        ContentRangeHeaderValue.TryParse(response.ContentRange, out var part) && part.Length is { } length ? length : response.ContentLength;

    // The limit is for all attempts together, until the answer begins: a body is read without one.
    private async Task<T> DoAsync<T>(Func<CancellationToken, Task<T>> call, string key, TimeSpan limit, CancellationToken cancellationToken)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(limit);
        try
        {
            return await call(deadline.Token);
        }
        catch (Exception exception) when ((IsUnavailable(exception) || deadline.IsCancellationRequested) && !cancellationToken.IsCancellationRequested)
        {
            throw new StorageUnavailableException($"The bucket '{bucket}' cannot be used now ({key}): {exception.Message}", exception);
        }
    }

    // What the SDK throws when its attempts are used up: the network's exceptions, a time-out in either clothing, and answers that say "later".
    private static bool IsUnavailable(Exception exception) => exception switch
    {
        // A system that is just being set up: the bucket is made after the endpoint has started.
        AmazonS3Exception { ErrorCode: "NoSuchBucket" } => true,
        // An object that is shorter than it was written: somebody else has put another one in its place.
        AmazonS3Exception { StatusCode: HttpStatusCode.RequestedRangeNotSatisfiable } => true,
        AmazonServiceException service => service.StatusCode is HttpStatusCode.TooManyRequests or HttpStatusCode.RequestTimeout || (int)service.StatusCode is 0 or >= 500,
        AmazonClientException or HttpRequestException or IOException or TimeoutException or OperationCanceledException => true,
        _ => false,
    };
}
