using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using MyArch.CloudDefaults.Storage;
using MyArch.DataDefaults;
using MyArch.Media.Formats;
using MyArch.Media.Library;
using MyArch.ServiceDefaults;

namespace MyArch.Media.Downloads;

/// <summary>What everybody may read: the pictures, their thumbnails and the list of them.</summary>
internal static class DownloadEndpoints
{
    // An address shows the same bytes for ever: it is made of them. A thumbnail is made of those, by whichever worker.
    private const string KeepForEver = "public, max-age=31536000, immutable";

    // A file that is opened by itself is a page of this site: this one may run and load nothing at all, whatever a browser takes it for.
    private const string PictureSecurityPolicy = "default-src 'none'; sandbox";

    // A worker that is idle needs less.
    private const int RetryAfterSeconds = 1;

    public static void MapDownloads(this IEndpointRouteBuilder api)
    {
        api.MapMethods("", MediaEndpoints.Read, ListAsync).WithName("ListMedia").WithSummary("A page of pictures, the newest first");
        api.MapMethods("/{id}", MediaEndpoints.Read, GetAsync).WithName("GetMedia").WithSummary("A picture, or a part of its file");
        api.MapMethods("/{id}/thumbnail", MediaEndpoints.Read, GetThumbnailAsync).WithName("GetThumbnail").WithSummary("The thumbnail of a picture");
    }

    private static async Task<Results<FileContentHttpResult, StatusCodeHttpResult, ProblemHttpResult>> ListAsync(
        HttpContext context, MediaLibrary library, CancellationToken cancellationToken)
    {
        if (ListQuery.Parse(context.Request.Query, MediaLibrary.List, out var query) is { } problem)
        {
            return problem;
        }

        return CachedAnswers.List(
            context, await library.ListAsync(query.After, query.Limit, context.Request.ReadConsistencyToken(), cancellationToken), MediaContracts.Default.MediaPage);
    }

    private static async Task<Results<BlobResult, StatusCodeHttpResult, ProblemHttpResult>> GetAsync(
        string id, HttpContext context, MediaLibrary library, IBlobStorage storage, MediaMetrics metrics, CancellationToken cancellationToken)
    {
        if (await FindAsync(id, context, library, cancellationToken) is not { } media)
        {
            return MediaProblems.NoSuchMedia();
        }

        var tag = $"\"{media.Id}\"";
        var headers = context.Response.Headers;
        if (IsKnown(context, tag))
        {
            return CachedAnswers.NotModified();
        }

        headers.AcceptRanges = "bytes";
        if (!RangeRequest.TryRead(context.Request, tag, media.Bytes, out var range))
        {
            headers.ContentRange = string.Create(CultureInfo.InvariantCulture, $"bytes */{media.Bytes}");
            return Withdraw(context, "The picture has no such bytes.", "No such part", StatusCodes.Status416RangeNotSatisfiable);
        }

        if (await OpenAsync(context.Request, MediaId.OriginalKey(id), range, media.Bytes, storage, cancellationToken) is not { } file)
        {
            metrics.FileMissing();
            return Missing(context);
        }

        if (range is not null)
        {
            context.Response.StatusCode = StatusCodes.Status206PartialContent;
            headers.ContentRange = string.Create(CultureInfo.InvariantCulture, $"bytes {range.Offset}-{range.Offset + range.Length - 1}/{media.Bytes}");
        }

        return Send(context, file, media.ContentType, $"{id}{PictureFormat.ExtensionOf(media.ContentType)}");
    }

    // Always the whole of it, which is small; and as long as the storage says: of two workers that made it at the same time, one has written the row and the other one the file.
    private static async Task<Results<BlobResult, StatusCodeHttpResult, ProblemHttpResult>> GetThumbnailAsync(
        string id, HttpContext context, MediaLibrary library, IBlobStorage storage, MediaMetrics metrics, CancellationToken cancellationToken)
    {
        if (await FindAsync(id, context, library, cancellationToken) is not { } media)
        {
            return MediaProblems.NoSuchMedia();
        }

        if (media.ThumbSha256 is not { } sha256 || media.ThumbType is not { } type)
        {
            return NoThumbnail(context, media);
        }

        if (IsKnown(context, $"\"{sha256}\""))
        {
            return CachedAnswers.NotModified();
        }

        if (await OpenAsync(context.Request, MediaId.ThumbnailKey(id), range: null, length: null, storage, cancellationToken) is not { } file)
        {
            metrics.FileMissing();
            return Missing(context);
        }

        return Send(context, file, type, $"{id}-thumbnail{PictureFormat.ExtensionOf(type)}");
    }

    private static async Task<StoredMedia?> FindAsync(string id, HttpContext context, MediaLibrary library, CancellationToken cancellationToken) =>
        context.Tell(await library.FindAsync(id, context.Request.ReadConsistencyToken(), cancellationToken));

    private static bool IsKnown(HttpContext context, string tag)
    {
        context.Response.Headers.CacheControl = KeepForEver;
        return EntityTags.IsKnownTo(context, tag);
    }

    // HEAD wants to know whether the file is there, and no byte of it is read. A length that is known is asked for as a range: see IBlobStorage.
    private static async Task<BlobResult?> OpenAsync(
        HttpRequest request, string key, BlobRange? range, long? length, IBlobStorage storage, CancellationToken cancellationToken)
    {
        if (HttpMethods.IsHead(request.Method))
        {
            return await storage.FindLengthAsync(key, cancellationToken) is not { } found ? null
                : found == (length ?? found) ? new BlobResult(found, file: null)
                : throw OtherLength(key);
        }

        var part = range ?? (length is { } all ? new BlobRange(0, all) : null);
        var blob = await storage.OpenAsync(key, part, cancellationToken);
        if (blob is not null && (blob.FileLength != (length ?? blob.FileLength) || blob.Length != (part?.Length ?? blob.Length)))
        {
            await blob.DisposeAsync();
            throw OtherLength(key);
        }

        return blob is null ? null : new BlobResult(blob.Length, blob);
    }

    private static StorageUnavailableException OtherLength(string key) => new($"'{key}' has not the length that it was stored with.");

    private static BlobResult Send(HttpContext context, BlobResult file, string contentType, string fileName)
    {
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = PictureSecurityPolicy;
        headers.XContentTypeOptions = "nosniff";
        // The name it was uploaded under is nowhere kept.
        headers.ContentDisposition = $"inline; filename=\"{fileName}\"";
        context.Response.ContentType = contentType;
        return file;
    }

    private static ProblemHttpResult NoThumbnail(HttpContext context, StoredMedia media)
    {
        if (media.Status == StoredMedia.Failed)
        {
            return TypedResults.Problem($"There will be no thumbnail: {media.Reason}", title: "No thumbnail", statusCode: StatusCodes.Status404NotFound);
        }

        context.Response.Headers.RetryAfter = $"{RetryAfterSeconds}";
        return TypedResults.Problem("The thumbnail is being made.", title: "No thumbnail yet", statusCode: StatusCodes.Status404NotFound);
    }

    private static ProblemHttpResult Missing(HttpContext context) =>
        Withdraw(context, "The picture is known, but this instance's storage does not have its file. Uploading it again brings it back.", "No file", StatusCodes.Status404NotFound);

    // What was said of the picture is not true of the problem.
    private static ProblemHttpResult Withdraw(HttpContext context, string detail, string title, int status)
    {
        context.Response.Headers.ETag = default;
        return TypedResults.Problem(detail, title: title, statusCode: status);
    }
}
