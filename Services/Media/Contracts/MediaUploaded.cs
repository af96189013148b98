namespace MyArch.Media.Contracts;

/// <summary>The message that a picture was uploaded and wants a thumbnail, the same each time it is sent.</summary>
/// <param name="MediaId">The picture, whose thumbnail is one however often this comes.</param>
/// <param name="Key">Where the original is in the storage.</param>
/// <param name="ContentType">What the file is by its content.</param>
/// <param name="Bytes">Length of the file.</param>
/// <param name="Sha256">Checksum of the file, 64 hexadecimal digits in lower case.</param>
internal sealed record MediaUploaded(string MediaId, string Key, string ContentType, long Bytes, string Sha256);
