using Microsoft.Net.Http.Headers;
using MyArch.DataDefaults;
using MyArch.Media.Markdown;
using MyArch.ServiceDefaults;
using Npgsql;

namespace MyArch.Media.Posts;

/// <summary>Changes and removes posts, on the condition that nobody else has changed them meanwhile, and tells the cache.</summary>
internal sealed class PostEditor(Database database, CacheAside cache)
{
    // Locked first: who holds the row, decides about it alone. FOR UPDATE, since it may be deleted.
    private const string Lock = "SELECT version FROM posts WHERE slug = $1 FOR UPDATE";

    private const string Update = $"""
        UPDATE posts SET title = $2, body = $3, excerpt = $4, pictures = $5, version = nextval('post_versions'), updated_at = now()
        WHERE slug = $1
        RETURNING {Post.Columns}
        """;

    private const string Delete = "DELETE FROM posts WHERE slug = $1";

    /// <param name="tags">What <c>If-Match</c> says: the versions that the change is meant for.</param>
    public Task<Written<(PostChange Change, Post? Post)>> ReplaceAsync(string slug, PostBody body, IList<EntityTagHeaderValue> tags, CancellationToken cancellationToken) =>
        ChangeAsync(slug, tags, async (connection, token) => await UpdateAsync(connection, slug, body, token), cancellationToken);

    /// <param name="tags">What <c>If-Match</c> says: the versions that the change is meant for.</param>
    public Task<Written<(PostChange Change, Post? Post)>> RemoveAsync(string slug, IList<EntityTagHeaderValue> tags, CancellationToken cancellationToken) =>
        ChangeAsync(
            slug,
            tags,
            async (connection, token) =>
            {
                await using var delete = new NpgsqlCommand(Delete, connection) { Parameters = { new() { Value = slug } } };
                await delete.ExecuteNonQueryAsync(token);
                return null;
            },
            cancellationToken);

    private async Task<Written<(PostChange Change, Post? Post)>> ChangeAsync(
        string slug, IList<EntityTagHeaderValue> tags, Func<NpgsqlConnection, CancellationToken, Task<Post?>> change, CancellationToken cancellationToken)
    {
        Written<(PostChange Change, Post? Post)> written;
        try
        {
            written = await database.WriteAsync<(PostChange Change, Post? Post)>(
                async (connection, token) =>
                {
                    await using var lockRow = new NpgsqlCommand(Lock, connection) { Parameters = { new() { Value = slug } } };
                    return await lockRow.ExecuteScalarAsync(token) switch
                    {
                        not long => (PostChange.NoSuchPost, null),
                        long version when !EntityTags.Allow(tags, version) => (PostChange.Outdated, null),
                        _ => (PostChange.Made, await change(connection, token)),
                    };
                },
                cancellationToken);
        }
        catch (CommitOutcomeUnknownException)
        {
            await cache.InDoubtAsync(Post.KeyOf(slug));
            throw;
        }

        // Also when nothing was changed: that is what an instance finds which repeats the change of one that died after the commit, before it could tell the cache.
        await TellAsync(slug, written.Value.Post, written);
        return written;
    }

    private static async Task<Post> UpdateAsync(NpgsqlConnection connection, string slug, PostBody body, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(Update, connection)
        {
            Parameters =
            {
                new() { Value = slug },
                new() { Value = body.Title },
                new() { Value = body.Body },
                new() { Value = MarkdownRenderer.Excerpt(body.Body) },
                new() { Value = MarkdownRenderer.Pictures(body.Body).ToArray() },
            },
        };
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        await row.ReadAsync(cancellationToken);
        return Post.Read(row);
    }

    // Whether the client still waits or not: it is committed, so the cache must hear of it.
    private Task TellAsync(string slug, Post? post, Written written) =>
        cache.WrittenAsync(Post.KeyOf(slug), MediaContracts.Default.Post, post, written, CancellationToken.None);
}
