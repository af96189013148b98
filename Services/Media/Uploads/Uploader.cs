using MyArch.CloudDefaults.Storage;
using MyArch.DataDefaults;
using MyArch.Media.Formats;
using MyArch.Media.Library;
using MyArch.Media.Renditions;

namespace MyArch.Media.Uploads;

/// <summary>
/// Stores a picture: first the file, then the row, then the message for the thumbnail. Whatever ends this between two steps, no picture is broken: a file without a row is deleted by the sweep, a row comes
/// only when its file is there and no sweep deletes it any more, and a row whose message is missing gets another one from the sweep.
/// </summary>
internal sealed class Uploader(IBlobStorage storage, MediaRegister register, RenditionRequests renditions)
{
    /// <summary>Stores a picture, or finds the one that has the same bytes; the file is stored in either case, so that an upload mends a picture whose file was lost.</summary>
    public async Task<Written<(bool IsNew, StoredMedia Media)>> StoreAsync(SpooledFile file, PictureFormat format, PictureSize size, CancellationToken cancellationToken)
    {
        var key = MediaId.OriginalKey(file.Sha256);
        await storage.WriteAsync(key, file.FromStart(), file.Length, format.ContentType, cancellationToken);
        var written = await register.AddAsync(file.Sha256, format, file.Length, size, token => EnsureAsync(key, file, format, token), cancellationToken);

        // From here on there is a picture, whether the client still waits or not.
        if (await LacksThumbnailAsync(written.Value.Media))
        {
            await renditions.SendAsync(written.Value.Media, CancellationToken.None);
        }

        return written;
    }

    // One that failed may succeed now, with another worker or with the original back; one that was made may have been lost since.
    private async Task<bool> LacksThumbnailAsync(StoredMedia media)
    {
        if (media.Status != StoredMedia.Ready)
        {
            return true;
        }

        return await storage.FindLengthAsync(MediaId.ThumbnailKey(media.Id), CancellationToken.None) is null;
    }

    // A sweep that has found an old file of the same bytes, without a row, may have deleted ours in its place since it was written. Under the lock that the row needs none does; and it is looked at before
    // the row is there for everybody, since this process may end right after that.
    private async Task EnsureAsync(string key, SpooledFile file, PictureFormat format, CancellationToken cancellationToken)
    {
        if (await storage.FindLengthAsync(key, cancellationToken) is null)
        {
            await storage.WriteAsync(key, file.FromStart(), file.Length, format.ContentType, cancellationToken);
        }
    }
}
