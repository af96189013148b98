using System.Text.Json.Serialization;
using MyArch.Media.Contracts;
using MyArch.Media.Library;
using MyArch.Media.Posts;
using MyArch.Media.Renditions;
using MyArch.Media.Sweep;

namespace MyArch.Media;

/// <summary>A picture, as everybody sees it.</summary>
/// <param name="Id">Its address: the SHA-256 of its bytes, so that the same bytes are the same picture.</param>
/// <param name="ContentType">What the file is by its content.</param>
/// <param name="Width">In pixels.</param>
internal sealed record MediaItem(string Id, string ContentType, long Bytes, string Sha256, int Width, int Height, Rendition Rendition, DateTimeOffset CreatedAt);

/// <summary>How far its thumbnail is.</summary>
/// <param name="Status"><c>pending</c>, <c>ready</c> or <c>failed</c>.</param>
/// <param name="Reason">Why there will be none; absent unless it failed.</param>
internal sealed record Rendition(string Status, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Reason);

/// <summary>A page of the pictures, the newest first.</summary>
/// <param name="Next">What <c>after</c> must say to get the next page; null on the last one.</param>
internal sealed record MediaPage(MediaItem[] Items, string? Next);

/// <summary>A post, as everybody sees it.</summary>
/// <param name="Body">Markdown, as it was written.</param>
/// <param name="Html">The same as a page shows it.</param>
/// <param name="Cover">The first picture; null if there is none.</param>
/// <param name="Pictures">The ids of all pictures in it, in their order.</param>
internal sealed record PostItem(
    string Slug, string Title, string Body, string Html, string Excerpt, string? Cover, IReadOnlyList<string> Pictures, DateTimeOffset PublishedAt, DateTimeOffset UpdatedAt);

/// <summary>A post in a list.</summary>
internal sealed record PostSummary(
    string Slug, string Title, string Excerpt, string? Cover, IReadOnlyList<string> Pictures, DateTimeOffset PublishedAt, DateTimeOffset UpdatedAt);

/// <summary>A page of the posts, the newest first.</summary>
/// <param name="Next">What <c>after</c> must say to get the next page; null on the last one.</param>
internal sealed record PostPage(PostSummary[] Items, string? Next);

/// <summary>Serialisation without reflection: less memory in each instance, and a faster first answer.</summary>
[JsonSourceGenerationOptions(System.Text.Json.JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(MediaItem))]
[JsonSerializable(typeof(MediaPage))]
[JsonSerializable(typeof(MediaUploaded))]
[JsonSerializable(typeof(Post))]
[JsonSerializable(typeof(PostItem))]
[JsonSerializable(typeof(PostBody))]
[JsonSerializable(typeof(PostPage))]
[JsonSerializable(typeof(RenditionBody))]
[JsonSerializable(typeof(StoredMedia))]
[JsonSerializable(typeof(SweepReport))]
internal sealed partial class MediaContracts : JsonSerializerContext;
