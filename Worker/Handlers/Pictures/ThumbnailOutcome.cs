namespace MyArch.Worker.Handlers.Pictures;

/// <summary>What became of a picture.</summary>
internal enum ThumbnailOutcome
{
    /// <summary>The thumbnail is there.</summary>
    Made,

    /// <summary>The file cannot be read as a picture, or needs more memory than it may.</summary>
    Unreadable,

    /// <summary>It needs more of the processor than it may.</summary>
    TooMuch,

    /// <summary>It could not be made here and now, which says nothing about the picture.</summary>
    NotNow,
}
