namespace MyArch.Media.Formats;

/// <summary>A file is not what its first bytes say it is, or only the beginning of it. It never leaves <see cref="PictureInspector"/>.</summary>
internal sealed class DamagedPictureException(string message) : Exception(message);
