namespace MyArch.Media.Formats;

/// <summary>What a picture's headers say, within <see cref="PictureLimits"/>.</summary>
internal sealed record PictureSize(int Width, int Height, int Frames);
