using Microsoft.Extensions.Options;
using MyArch.DataDefaults;
using Npgsql;
using NpgsqlTypes;

namespace MyArch.Media.Posts;

/// <summary>Reads posts: from the cache, else from the database.</summary>
internal sealed class PostStore(Database database, CacheAside cache, IOptions<MediaOptions> options)
{
    /// <summary>The list in which a cursor of posts belongs.</summary>
    public const string List = "posts";

    private const string SelectOne = $"SELECT {Post.Columns} FROM posts WHERE slug = $1";

    private const string SelectPage = """
        SELECT id, slug, title, excerpt, pictures, published_at, updated_at FROM posts WHERE id < $1 ORDER BY id DESC LIMIT $2
        """;

    /// <summary>Finds a post.</summary>
    /// <param name="slug">Any text; one that is no slug is no post's.</param>
    /// <param name="atLeast">The write that the caller must see, if it has made one.</param>
    public Task<Cached<Post>> FindAsync(string slug, NpgsqlLogSequenceNumber? atLeast, CancellationToken cancellationToken) =>
        Slug.IsOne(slug)
            ? cache.GetAsync(Post.KeyOf(slug), MediaContracts.Default.Post, atLeast, token => LoadAsync(slug, atLeast, token), cancellationToken)
            : Task.FromResult(new Cached<Post>(null, CacheOutcome.Miss, Role: null));

    /// <summary>A page of the list, the newest first. It stays in the cache for seconds.</summary>
    /// <param name="after">Where the page before ended; null for the first one.</param>
    /// <param name="limit">How many at most, 1 to 100.</param>
    /// <param name="atLeast">The write that the caller must see, if it has made one.</param>
    public Task<Cached<PostPage>> ListAsync(PageCursor? after, int limit, NpgsqlLogSequenceNumber? atLeast, CancellationToken cancellationToken) =>
        cache.GetAsync(
            $"posts:{limit}:{after?.ToText(List)}",
            MediaContracts.Default.PostPage,
            atLeast,
            token => database.ReadAsync(
                atLeast, async (read, inner) => new Loaded<PostPage>(await SelectAsync(after, limit, read.Connection, inner), read.Position, read.Role), token),
            cancellationToken,
            options.Value.ListTimeToLive);

    private async Task<Loaded<Post>> LoadAsync(string slug, NpgsqlLogSequenceNumber? atLeast, CancellationToken cancellationToken)
    {
        var found = await database.ReadAsync(atLeast, SelectAsync, cancellationToken);
        // The replica may not have heard of it yet. That something is not there is kept for everybody, so only the primary may say it.
        return found is { Value: null, Role: DatabaseRole.Replica } ? await database.ReadPrimaryAsync(SelectAsync, cancellationToken) : found;

        async Task<Loaded<Post>> SelectAsync(ReadConnection read, CancellationToken token)
        {
            await using var command = new NpgsqlCommand(SelectOne, read.Connection) { Parameters = { new() { Value = slug } } };
            await using var row = await command.ExecuteReaderAsync(token);
            return new(await row.ReadAsync(token) ? Post.Read(row) : null, read.Position, read.Role);
        }
    }

    private static async Task<PostPage> SelectAsync(PageCursor? after, int limit, NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        // One more than asked for tells whether there is a next page.
        await using var command = new NpgsqlCommand(SelectPage, connection) { Parameters = { new() { Value = after?.Id ?? long.MaxValue }, new() { Value = limit + 1 } } };
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        List<PostSummary> posts = [];
        var last = 0L;
        while (await row.ReadAsync(cancellationToken))
        {
            if (posts.Count == limit)
            {
                return new([.. posts], new PageCursor(last).ToText(List));
            }

            last = row.GetInt64(0);
            var pictures = row.GetFieldValue<string[]>(4);
            posts.Add(new(
                row.GetString(1), row.GetString(2), row.GetString(3), pictures.FirstOrDefault(), pictures,
                row.GetFieldValue<DateTimeOffset>(5), row.GetFieldValue<DateTimeOffset>(6)));
        }

        return new([.. posts], Next: null);
    }
}
