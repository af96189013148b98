namespace MyArch.CloudDefaults.Storage;

/// <summary>A part of a file.</summary>
/// <param name="Offset">The first byte, from 0.</param>
/// <param name="Length">How many, at least 1.</param>
public sealed record BlobRange(long Offset, long Length);
