using System.Security.Cryptography;
using System.Text;
using MyArch.DataDefaults;
using MyArch.Media.Markdown;
using Npgsql;
using NpgsqlTypes;

namespace MyArch.Media.Posts;

/// <summary>Publishes posts, each under a name of its own, and one that is sent again only once.</summary>
internal sealed class PostPublisher(Database database, CacheAside cache)
{
    // The first of a lock's two numbers says what is locked: "slug" in ASCII.
    private const int SlugLock = 0x736C_7567;

    private const string TakeSlugLock = "SELECT pg_advisory_xact_lock($1, 0)";

    private const string SelectPublished = $"SELECT {Post.Columns}, posts.request_hash = $2 FROM posts WHERE request_key = $1";

    // A slug is letters, digits and hyphens: nothing in it means something to LIKE.
    private const string TakenSlugs = "SELECT slug FROM posts WHERE slug = $1 OR slug LIKE $1 || '-%'";

    private const string Insert = $"""
        INSERT INTO posts (slug, title, body, excerpt, pictures, request_key, request_hash) VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING {Post.Columns}
        """;

    /// <summary>Publishes a post under a slug of its own: <c>hello</c>, or <c>hello-2</c> if there is one.</summary>
    /// <param name="body">The post.</param>
    /// <param name="key">What the request is called, by itself and when it is sent again; null if it is not called anything. It is known as long as its post is there.</param>
    /// <returns>The post, as it is by now if it was published before; null if the key belongs to a post that said something else.</returns>
    public async Task<Written<Post?>> AddAsync(PostBody body, string? key, CancellationToken cancellationToken)
    {
        var hash = key is null ? null : HashOf(body);
        string? added = null;
        Written<Post?> written;
        try
        {
            written = await database.WriteAsync(
                async (connection, token) =>
                {
                    added = null;
                    // One post after the other, so that no two of them choose the same slug, nor publish the same request.
                    await using var take = new NpgsqlCommand(TakeSlugLock, connection) { Parameters = { new() { Value = SlugLock } } };
                    await take.ExecuteNonQueryAsync(token);
                    if (key is not null && await FindPublishedAsync(connection, key, hash!, token) is var (published, isSame))
                    {
                        return isSame ? published : null;
                    }

                    added = await FreeSlugAsync(Slug.Of(body.Title), connection, token);
                    return await InsertAsync(connection, added, body, key, hash, token);
                },
                cancellationToken);
        }
        catch (CommitOutcomeUnknownException) when (added is not null)
        {
            // Somebody may have asked for this slug before, and the cache knows that there was none.
            await cache.InDoubtAsync(Post.KeyOf(added));
            throw;
        }

        if (added is not null)
        {
            // Whether the client still waits or not: it is committed, so the cache must hear of it.
            await cache.WrittenAsync(Post.KeyOf(added), MediaContracts.Default.Post, written.Value, written, CancellationToken.None);
        }

        return written;
    }

    // The title has one line, so nothing can be moved from the one to the other.
    private static string HashOf(PostBody body) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{body.Title}\n{body.Body}")));

    private static async Task<(Post Post, bool IsSame)?> FindPublishedAsync(NpgsqlConnection connection, string key, string hash, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(SelectPublished, connection) { Parameters = { new() { Value = key }, new() { Value = hash } } };
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        return await row.ReadAsync(cancellationToken) ? (Post.Read(row), row.GetBoolean(row.FieldCount - 1)) : null;
    }

    private static async Task<string> FreeSlugAsync(string wanted, NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(TakenSlugs, connection) { Parameters = { new() { Value = wanted } } };
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        HashSet<string> taken = [];
        while (await row.ReadAsync(cancellationToken))
        {
            taken.Add(row.GetString(0));
        }

        var free = wanted;
        for (var number = 2; taken.Contains(free); number++)
        {
            free = $"{wanted}-{number}";
        }

        return free;
    }

    private static async Task<Post> InsertAsync(NpgsqlConnection connection, string slug, PostBody body, string? key, string? hash, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(Insert, connection)
        {
            Parameters =
            {
                new() { Value = slug },
                new() { Value = body.Title },
                new() { Value = body.Body },
                new() { Value = MarkdownRenderer.Excerpt(body.Body) },
                new() { Value = MarkdownRenderer.Pictures(body.Body).ToArray() },
                new() { Value = (object?)key ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text },
                new() { Value = (object?)hash ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text },
            },
        };
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        await row.ReadAsync(cancellationToken);
        return Post.Read(row);
    }
}
