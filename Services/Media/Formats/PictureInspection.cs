namespace MyArch.Media.Formats;

/// <summary>What a file is. It is a picture if <see cref="Size"/> is there; otherwise <see cref="Refusal"/> says why it is not taken.</summary>
/// <param name="Format">What its first bytes say; null if none of the formats that are taken.</param>
/// <param name="Size">What its headers say.</param>
/// <param name="Refusal">Why it is not taken, in a sentence for whoever sent it.</param>
internal sealed record PictureInspection(PictureFormat? Format, PictureSize? Size, string? Refusal);
