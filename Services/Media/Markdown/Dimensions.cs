namespace MyArch.Media.Markdown;

/// <summary>How large a picture is, in pixels, so that a page can keep its place free before it has come.</summary>
internal sealed record Dimensions(int Width, int Height);
