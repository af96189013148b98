using MyArch.Media.Contracts;
using Npgsql;

namespace MyArch.Media.Library;

/// <summary>A picture as it is stored, in the database and in the cache.</summary>
/// <param name="ThumbType">The content type of its thumbnail; null unless that is ready.</param>
/// <param name="ThumbSha256">The thumbnail's checksum; null likewise.</param>
internal sealed record StoredMedia(
    string Id,
    string ContentType,
    long Bytes,
    int Width,
    int Height,
    string Status,
    string? Reason,
    string? ThumbType,
    string? ThumbSha256,
    DateTimeOffset CreatedAt)
{
    public const string Pending = "pending";
    public const string Ready = "ready";
    public const string Failed = "failed";

    /// <summary>The columns that <see cref="Read"/> expects, in their order.</summary>
    public const string Columns =
        "media.id, media.content_type, media.bytes, media.width, media.height, media.rendition, media.rendition_reason, media.thumb_type, media.thumb_sha256, media.created_at";

    /// <summary>How many there are of <see cref="Columns"/>: whoever selects more reads them from here on.</summary>
    public const int ColumnCount = 10;

    /// <summary>The key of a picture in the cache.</summary>
    public static string KeyOf(string id) => $"media:{id}";

    public static StoredMedia Read(NpgsqlDataReader row) => new(
        row.GetString(0), row.GetString(1), row.GetInt64(2), row.GetInt32(3), row.GetInt32(4), row.GetString(5),
        row.IsDBNull(6) ? null : row.GetString(6), row.IsDBNull(7) ? null : row.GetString(7), row.IsDBNull(8) ? null : row.GetString(8), row.GetFieldValue<DateTimeOffset>(9));

    /// <summary>As everybody sees it.</summary>
    public MediaItem ToItem() => new(Id, ContentType, Bytes, Sha256: Id, Width, Height, new Rendition(Status, Reason), CreatedAt);

    /// <summary>As the worker is told of it.</summary>
    public MediaUploaded ToMessage() => new(Id, MediaId.OriginalKey(Id), ContentType, Bytes, Sha256: Id);
}
