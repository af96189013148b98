namespace MyArch.Media.Sweep;

/// <summary>What a sweep has done.</summary>
/// <param name="Resent">Messages for thumbnails that were sent again.</param>
/// <param name="Deleted">Files that belonged to no picture.</param>
/// <param name="IsComplete">Whether it came to the end; what it did not come to, the next one does.</param>
internal sealed record SweepReport(int Resent, int Deleted, bool IsComplete);
