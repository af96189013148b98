using Npgsql;

namespace MyArch.Media.Posts;

/// <summary>A post as it is stored, in the database and in the cache.</summary>
/// <param name="Slug">Its name in addresses, made from the first title and never changed.</param>
/// <param name="Body">Markdown.</param>
/// <param name="Version">Grows with every change; it is what the entity tag tells.</param>
internal sealed record Post(string Slug, string Title, string Body, long Version, DateTimeOffset PublishedAt, DateTimeOffset UpdatedAt)
{
    /// <summary>The columns that <see cref="Read"/> expects, in their order.</summary>
    public const string Columns = "posts.slug, posts.title, posts.body, posts.version, posts.published_at, posts.updated_at";

    /// <summary>The key of a post in the cache.</summary>
    public static string KeyOf(string slug) => $"post:{slug}";

    public static Post Read(NpgsqlDataReader row) => new(
        row.GetString(0), row.GetString(1), row.GetString(2), row.GetInt64(3), row.GetFieldValue<DateTimeOffset>(4), row.GetFieldValue<DateTimeOffset>(5));
}
