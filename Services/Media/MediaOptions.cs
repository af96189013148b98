using System.ComponentModel.DataAnnotations;

namespace MyArch.Media;

/// <summary>What can be set, section <c>Media</c>.</summary>
internal sealed class MediaOptions
{
    /// <summary>The configuration section that the options are bound to.</summary>
    public const string Section = "Media";

    /// <summary>Where a file is kept while it is uploaded, at most <see cref="MostUploads"/> of them at once. It needs no backup: a file is gone with the request, whatever ends it.</summary>
    /// <value>A directory that exists. The default is the system's directory for temporary files.</value>
    [Required]
    public string SpoolDirectory { get; set; } = Path.GetTempPath();

    /// <summary>How many uploads an instance takes at once. More are answered with 503: each one needs 10 MB of disk and a connection to the storage.</summary>
    /// <value>1 to 1000. The default is 32.</value>
    [Range(1, 1000, ErrorMessage = "must be between 1 and 1000")]
    public int MostUploads { get; set; } = 32;

    /// <summary>How long a page of a list stays in the cache. Nothing invalidates it, so this is how old a list may be for somebody who has not written; who has, gets one that is younger than the write.</summary>
    /// <value>100 ms to 1 minute. The default is 2 seconds.</value>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:01:00", ErrorMessage = "must be between 0.1 s and 1 min: it is how old a list may be")]
    public TimeSpan ListTimeToLive { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>How long a thumbnail may be pending before the sweep sends its message again; each further time it waits twice as long, up to 64 times.</summary>
    /// <value>1 second to 1 hour. The default is 60 seconds: many times what a worker needs, so that a message is hardly ever sent twice for nothing.</value>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00", ErrorMessage = "must be between 1 s and 1 h: it is how late a thumbnail comes whose message was lost")]
    public TimeSpan ResendAfter { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>How old an object without a row must be before the sweep deletes it. An upload stores the object first, so a young one may belong to a row that is just coming.</summary>
    /// <value>1 second to 30 days. The default is 1 hour.</value>
    [Range(typeof(TimeSpan), "00:00:01", "30.00:00:00", ErrorMessage = "must be between 1 s and 30 days: it must be longer than any upload takes between its object and its row")]
    public TimeSpan OrphanAge { get; set; } = TimeSpan.FromHours(1);

    /// <summary>How long one sweep may take; sending messages again, half of it. What it does not come to, the next one does.</summary>
    /// <value>100 ms to 5 minutes. The default is 2 seconds: below the 3 s that a caller of the internal listener waits for the beginning of an answer.</value>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:05:00", ErrorMessage = "must be between 0.1 s and 5 min: the daemon gives the task up after its inactivity timeout")]
    public TimeSpan SweepTimeout { get; set; } = TimeSpan.FromSeconds(2);
}
