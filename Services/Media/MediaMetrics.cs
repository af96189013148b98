using System.Diagnostics.Metrics;

namespace MyArch.Media;

/// <summary>What the service measures of itself. Requests are measured by ASP.NET Core, queries by Npgsql, the cache and the choice of database by DataDefaults.</summary>
internal sealed class MediaMetrics
{
    /// <summary>The meter's name.</summary>
    public const string MeterName = "MyArch.Media";

    private readonly Counter<int> _uploads;
    private readonly Counter<int> _requests;
    private readonly Counter<int> _deleted;
    private readonly Counter<int> _missing;

    public MediaMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(MeterName);
        _uploads = meter.CreateCounter<int>("myarch.media.upload.finished", "{upload}", "Uploads that were answered, by what became of them.");
        _requests = meter.CreateCounter<int>("myarch.media.rendition.requested", "{message}", "Messages for thumbnails, by whether the queue took them.");
        _deleted = meter.CreateCounter<int>("myarch.media.orphan.deleted", "{file}", "Files without a row that the sweep deleted.");
        _missing = meter.CreateCounter<int>("myarch.media.file.missing", "{request}", "Downloads of pictures whose file is not in the storage.");
    }

    /// <param name="outcome"><c>stored</c>, <c>known</c> (the same bytes were there), <c>refused</c> or <c>failed</c>.</param>
    public void UploadFinished(string outcome) => _uploads.Add(1, new KeyValuePair<string, object?>("myarch.outcome", outcome));

    /// <param name="outcome"><c>sent</c> or <c>failed</c>.</param>
    public void RenditionRequested(string outcome) => _requests.Add(1, new KeyValuePair<string, object?>("myarch.outcome", outcome));

    public void OrphanDeleted() => _deleted.Add(1);

    public void FileMissing() => _missing.Add(1);
}
