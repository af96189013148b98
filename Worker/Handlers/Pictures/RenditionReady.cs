namespace MyArch.Worker.Handlers.Pictures;

/// <summary>What is said of a picture whose thumbnail is there.</summary>
internal sealed record RenditionReady(string Key, string ContentType, int Width, int Height, long Bytes, string Sha256, string Status = "ready");
