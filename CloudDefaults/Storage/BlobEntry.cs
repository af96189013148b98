namespace MyArch.CloudDefaults.Storage;

/// <summary>A file in a storage.</summary>
/// <param name="Key">Its key.</param>
/// <param name="Length">Its bytes.</param>
/// <param name="Modified">When it was written last, by the storage's clock.</param>
public sealed record BlobEntry(string Key, long Length, DateTimeOffset Modified);
