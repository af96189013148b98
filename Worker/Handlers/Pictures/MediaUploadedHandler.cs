using System.Net;
using System.Security.Cryptography;
using MyArch.CloudDefaults.Queue;
using MyArch.CloudDefaults.Storage;
using MyArch.Media.Contracts;
using MyArch.ServiceDefaults;
using MyArch.Worker.Handlers.Jobs;

namespace MyArch.Worker.Handlers.Pictures;

/// <summary>
/// Makes the thumbnail of a picture: stored first, then told to the media service, so that a crash in between leaves nothing that is said to be there and is not. A picture that no thumbnail can be
/// made of is done too: the media service is told why.
/// </summary>
/// <remarks>
/// A picture that gets no turn is sent again and this message of it is done. If it were given back instead, each wait would count as a delivery: of many pictures at once some would become dead letters
/// without ever having been tried. And one that waited here until its turn came would keep its place from an order behind it.
/// </remarks>
internal sealed partial class MediaUploadedHandler(
    IBlobStorage storage, MediaClient media, Thumbnailer thumbnails, WorkDirectory work, JobQueue queue, ILogger<MediaUploadedHandler> logger) : IJobHandler
{
    private const string ThumbnailType = "image/webp";

    // Media takes 10,000,000 bytes.
    private const long MaxBytes = 10_500_000;

    public string Type => nameof(MediaUploaded);

    public async Task<JobResult> HandleAsync(ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        if (!JobJson.TryRead(body, JobJson.Default.MediaUploaded, out var picture, out var problem))
        {
            return problem;
        }

        if (!TextRule.IsId(picture.MediaId) || !BlobKey.IsOne(picture.Key) || picture.Bytes is < 1 or > MaxBytes)
        {
            return JobResult.Unusable("The picture's id or key is none, or its length cannot be.");
        }

        try
        {
            using var turn = await thumbnails.TakeTurnAsync(cancellationToken);
            if (turn is null)
            {
                await queue.SendAsync(Type, body, cancellationToken);
                return JobResult.Again;
            }

            return await HandleAsync(picture, cancellationToken);
        }
        catch (Exception failure) when (failure is InternalCallException or StorageUnavailableException or QueueUnavailableException)
        {
            return JobResult.Later(failure.Message);
        }
    }

    private async Task<JobResult> HandleAsync(MediaUploaded picture, CancellationToken cancellationToken)
    {
        using var room = work.Open();
        switch (await FetchAsync(picture, room, cancellationToken))
        {
            case Fetched.Missing:
                return await FailAsync(picture, "The original is not in the storage.", cancellationToken);
            case Fetched.Other:
                return JobResult.Later("What the storage has is not what was uploaded.");
        }

        return await thumbnails.MakeAsync(room, cancellationToken) switch
        {
            ThumbnailOutcome.Made => await StoreAsync(picture, room, cancellationToken),
            ThumbnailOutcome.Unreadable => await FailAsync(picture, "The file cannot be read as a picture.", cancellationToken),
            ThumbnailOutcome.TooMuch => await FailAsync(picture, "The picture takes too much time or space to be read.", cancellationToken),
            _ => JobResult.Later("No thumbnail can be made at the moment."),
        };
    }

    private async Task<Fetched> FetchAsync(MediaUploaded picture, WorkDirectory.Room room, CancellationToken cancellationToken)
    {
        await using var blob = await storage.OpenAsync(picture.Key, new BlobRange(0, picture.Bytes), cancellationToken);
        if (blob is null)
        {
            return Fetched.Missing;
        }

        if (blob.FileLength != picture.Bytes)
        {
            return Fetched.Other;
        }

        using var hash = SHA256.Create();
        await using var file = new FileStream(room.Original, FileMode.CreateNew, FileAccess.Write);
        await using var hashed = new CryptoStream(file, hash, CryptoStreamMode.Write);
        await blob.Content.CopyToAsync(hashed, cancellationToken);
        await hashed.FlushFinalBlockAsync(cancellationToken);
        return Convert.ToHexStringLower(hash.Hash!) == picture.Sha256 ? Fetched.Same : Fetched.Other;
    }

    private async Task<JobResult> StoreAsync(MediaUploaded picture, WorkDirectory.Room room, CancellationToken cancellationToken)
    {
        await using var file = new FileStream(room.Thumbnail, FileMode.Open, FileAccess.Read);
        var header = new byte[WebpSize.HeaderLength];
        var length = await file.ReadAtLeastAsync(header, header.Length, throwOnEndOfStream: false, cancellationToken);
        if (WebpSize.Read(header.AsSpan(0, length)) is not var (width, height))
        {
            return JobResult.Later("What came out is no WebP file.");
        }

        file.Position = 0;
        var hash = await HashAsync(file, cancellationToken);
        file.Position = 0;
        var key = $"thumb/{picture.MediaId}.webp";
        await storage.WriteAsync(key, file, file.Length, ThumbnailType, cancellationToken);
        var rendition = new RenditionReady(key, ThumbnailType, width, height, file.Length, hash);
        return Result(picture, await media.PutRenditionAsync(picture.MediaId, rendition, JobJson.Default.RenditionReady, cancellationToken));
    }

    private async Task<JobResult> FailAsync(MediaUploaded picture, string reason, CancellationToken cancellationToken)
    {
        LogFailed(picture.MediaId, reason);
        return Result(picture, await media.PutRenditionAsync(picture.MediaId, new RenditionFailed(reason), JobJson.Default.RenditionFailed, cancellationToken));
    }

    private JobResult Result(MediaUploaded picture, HttpStatusCode status)
    {
        if (status == HttpStatusCode.NotFound)
        {
            // The picture was deleted after it was uploaded: nothing to do. The sweep takes away its files.
            LogGone(picture.MediaId);
            return JobResult.Done;
        }

        return JobResult.Of(status, "The rendition");
    }

    private static async Task<string> HashAsync(Stream file, CancellationToken cancellationToken) => Convert.ToHexStringLower(await SHA256.HashDataAsync(file, cancellationToken));

    [LoggerMessage(1, LogLevel.Warning, "Picture {MediaId} has no thumbnail: {Reason}")]
    private partial void LogFailed(string mediaId, string reason);

    [LoggerMessage(2, LogLevel.Information, "Picture {MediaId} is not there any more")]
    private partial void LogGone(string mediaId);

    /// <summary>What the storage had.</summary>
    private enum Fetched
    {
        Same,
        Missing,
        Other,
    }
}
