using System.ComponentModel.DataAnnotations;

namespace MyArch.Worker.Handlers.Pictures;

/// <summary>How thumbnails are made, section <c>Thumbnails</c>.</summary>
internal sealed class ThumbnailOptions
{
    /// <summary>The configuration section that the options are bound to.</summary>
    public const string Section = "Thumbnails";

    /// <summary>The program of libvips: a path, or a name that is looked for in <c>PATH</c>.</summary>
    /// <value>The default is <c>vips</c>.</value>
    [Required(ErrorMessage = "must name the program")]
    public string Program { get; set; } = "vips";

    /// <summary>The longest side, in pixels. A smaller picture is not made larger.</summary>
    /// <value>16 to 2048. The default is 480.</value>
    [Range(16, 2048, ErrorMessage = "must be between 16 and 2048 pixels")]
    public int Size { get; set; } = 480;

    /// <summary>How many are made at once on this instance; others wait, here for <see cref="MaxWait"/> and then on the queue.</summary>
    /// <value>1 to 64. The default is 2.</value>
    [Range(1, 64, ErrorMessage = "must be between 1 and 64")]
    public int Concurrency { get; set; } = 2;

    /// <summary>How long one may wait for its turn here, where it keeps a place from other messages; after that its message is sent again and waits behind the others.</summary>
    /// <value>0.1 s to 1 min. The default is 5 s.</value>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:01:00", ErrorMessage = "must be 0.1 to 60 seconds")]
    public TimeSpan MaxWait { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How much of a processor's time a picture may take, in seconds. One that takes more is said to have failed: it would take as much the next time.</summary>
    /// <value>1 to 120. The default is 5.</value>
    [Range(1, 120, ErrorMessage = "must be between 1 and 120 seconds")]
    public int CpuSeconds { get; set; } = 5;

    /// <summary>How long a picture may take on the clock, on a machine that is busy with others too; after that its message comes again later.</summary>
    /// <value>1 s to 5 min. The default is 20 s.</value>
    [Range(typeof(TimeSpan), "00:00:01", "00:05:00", ErrorMessage = "must be 1 second to 5 minutes")]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>How much memory a picture may take: address space, in MiB.</summary>
    /// <value>128 to 16384. The default is 768.</value>
    [Range(128, 16_384, ErrorMessage = "must be between 128 and 16384 MiB")]
    public int MemoryMegabytes { get; set; } = 768;
}
