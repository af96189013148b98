using System.Text.Json;
using MyArch.CloudDefaults.Queue;
using MyArch.Media.Contracts;
using MyArch.Media.Library;

namespace MyArch.Media.Renditions;

/// <summary>Asks the worker for thumbnails.</summary>
internal sealed partial class RenditionRequests(JobQueue queue, MediaMetrics metrics, ILogger<RenditionRequests> logger)
{
    /// <summary>Sends the message of a picture. If the queue does not take it, nothing is lost: the row says that it was asked for, and the sweep asks again.</summary>
    /// <returns>Whether the queue has it.</returns>
    public async Task<bool> SendAsync(StoredMedia media, CancellationToken cancellationToken)
    {
        try
        {
            await queue.SendAsync(nameof(MediaUploaded), JsonSerializer.SerializeToUtf8Bytes(media.ToMessage(), MediaContracts.Default.MediaUploaded), cancellationToken);
            metrics.RenditionRequested("sent");
            return true;
        }
        catch (OperationCanceledException)
        {
            metrics.RenditionRequested("failed");
            throw;
        }
        catch (QueueUnavailableException exception)
        {
            metrics.RenditionRequested("failed");
            LogNotSent(media.Id, exception.Message);
            return false;
        }
    }

    [LoggerMessage(1, LogLevel.Warning, "The thumbnail of {MediaId} was not asked for, the sweep will do it: {Reason}")]
    private partial void LogNotSent(string mediaId, string reason);
}
