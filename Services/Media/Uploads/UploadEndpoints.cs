using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using MyArch.DataDefaults;
using MyArch.Media.Formats;
using MyArch.Media.Library;
using MyArch.ServiceDefaults;

namespace MyArch.Media.Uploads;

/// <summary>What only the administrator may do with pictures: upload and remove them.</summary>
internal static class UploadEndpoints
{
    /// <summary>The longest file, in bytes.</summary>
    public const int MaxBytes = 10_000_000;

    // The form around a file: its boundary and its headers, which the reader bounds too. The gateway lets 10,500,000 bytes pass.
    private const int FormBytes = 65_536;

    private const int RetryAfterSeconds = 1;

    public static void MapUploads(this IEndpointRouteBuilder api)
    {
        var editing = api.MapGroup("").RequireAdmin();
        editing.MapPost("", UploadAsync).WithName("UploadMedia").WithSummary("Stores a picture: the file as the body, or as the one part of a form");
        editing.MapDelete("/{id}", RemoveAsync).WithName("RemoveMedia").WithSummary("Removes a picture");
    }

    private static async Task<Results<Created<MediaItem>, Ok<MediaItem>, ProblemHttpResult>> UploadAsync(
        HttpContext context, UploadSlots slots, Uploader uploader, IOptions<MediaOptions> options, MediaMetrics metrics, CancellationToken cancellationToken)
    {
        using var slot = slots.TryTake();
        if (slot is null)
        {
            context.Response.Headers.RetryAfter = $"{RetryAfterSeconds}";
            return Refuse(metrics, StatusCodes.Status503ServiceUnavailable, "Too many uploads", "This instance receives as many files as it can. Try again in a moment.");
        }

        if (context.Request.ContentLength > MaxBytes + FormBytes)
        {
            return TooLarge(metrics);
        }

        // Beyond it the server answers 413 by itself, also when no length was announced.
        context.Features.GetRequiredFeature<IHttpMaxRequestBodySizeFeature>().MaxRequestBodySize = MaxBytes + FormBytes;
        SpooledFile? received = null;
        try
        {
            var problem = await UploadBody.ReadAsync(
                context.Request,
                async body => received = await SpooledFile.ReceiveAsync(options.Value.SpoolDirectory, body, MaxBytes, cancellationToken),
                cancellationToken);
            // First what is wrong with the file: of one that is too long, the rest was not read, and the form does not end.
            if (received?.Length > MaxBytes)
            {
                return TooLarge(metrics);
            }

            if (problem is not null)
            {
                metrics.UploadFinished("refused");
                return problem;
            }

            if (!TryAccept(received!, metrics, out var inspection, out var refusal))
            {
                return refusal;
            }

            var written = await uploader.StoreAsync(received!, inspection.Format!, inspection.Size!, cancellationToken);
            return Answer(context, written, metrics);
        }
        catch (Exception exception) when (exception is not (OperationCanceledException or ConnectionResetException))
        {
            // Whoever went away gets no answer, and is none of either.
            metrics.UploadFinished(exception is BadHttpRequestException ? "refused" : "failed");
            throw;
        }
        finally
        {
            if (received is not null)
            {
                await received.DisposeAsync();
            }
        }
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> RemoveAsync(string id, HttpContext context, MediaRegister register, CancellationToken cancellationToken)
    {
        if (!MediaId.IsOne(id))
        {
            return MediaProblems.NoSuchMedia();
        }

        var written = await register.RemoveAsync(id, cancellationToken);
        if (!written.Value)
        {
            return MediaProblems.NoSuchMedia();
        }

        context.Response.SetConsistencyToken(written.Position);
        return TypedResults.NoContent();
    }

    private static bool TryAccept(SpooledFile file, MediaMetrics metrics, out PictureInspection inspection, [NotNullWhen(false)] out ProblemHttpResult? refusal)
    {
        inspection = PictureInspector.Inspect(file.FromStart());
        refusal = file.Length == 0 ? Refuse(metrics, StatusCodes.Status400BadRequest, "Empty file", "The file has no bytes.")
            : inspection.Format is null ? Refuse(metrics, StatusCodes.Status415UnsupportedMediaType, "Not a picture", inspection.Refusal!)
            : inspection.Size is null ? Refuse(metrics, StatusCodes.Status422UnprocessableEntity, "Not a good picture", inspection.Refusal!)
            : null;
        return refusal is null;
    }

    private static Results<Created<MediaItem>, Ok<MediaItem>, ProblemHttpResult> Answer(
        HttpContext context, Written<(bool IsNew, StoredMedia Media)> written, MediaMetrics metrics)
    {
        var item = written.Value.Media.ToItem();
        context.Response.SetConsistencyToken(written.Position);
        context.Response.Headers.CacheControl = "no-store";
        metrics.UploadFinished(written.Value.IsNew ? "stored" : "known");
        if (written.Value.IsNew)
        {
            return TypedResults.Created($"{MediaEndpoints.MediaPath}/{item.Id}", item);
        }

        context.Response.Headers.Location = $"{MediaEndpoints.MediaPath}/{item.Id}";
        return TypedResults.Ok(item);
    }

    private static ProblemHttpResult TooLarge(MediaMetrics metrics) =>
        Refuse(metrics, StatusCodes.Status413PayloadTooLarge, "Too large", $"A file may have at most {MaxBytes:N0} bytes.");

    private static ProblemHttpResult Refuse(MediaMetrics metrics, int status, string title, string detail)
    {
        metrics.UploadFinished("refused");
        return TypedResults.Problem(detail, title: title, statusCode: status);
    }
}
