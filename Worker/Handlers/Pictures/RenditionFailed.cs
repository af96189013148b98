namespace MyArch.Worker.Handlers.Pictures;

/// <summary>What is said of a picture that no thumbnail can be made of.</summary>
/// <param name="Reason">Why, in words for whoever uploaded it.</param>
internal sealed record RenditionFailed(string Reason, string Status = "failed");
