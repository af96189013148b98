namespace MyArch.Media.Formats;

/// <summary>A picture would take more memory or time to show than <see cref="PictureLimits"/> allows. It never leaves <see cref="PictureInspector"/>.</summary>
internal sealed class PictureTooLargeException(string message) : Exception(message);
