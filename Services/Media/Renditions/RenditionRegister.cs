using MyArch.DataDefaults;
using MyArch.Media.Library;
using Npgsql;
using NpgsqlTypes;

namespace MyArch.Media.Renditions;

/// <summary>Writes down what became of thumbnails, and which are to be asked for again.</summary>
internal sealed class RenditionRegister(Database database, CacheAside cache)
{
    // A thumbnail that is ready stays it, whoever says what about it later: a message can come twice, and its second handling can fail.
    private const string Update = $"""
        UPDATE media SET rendition = $2, rendition_reason = $3, thumb_type = $4, thumb_bytes = $5, thumb_sha256 = $6, thumb_width = $7, thumb_height = $8
        WHERE id = $1 AND (rendition <> 'ready' OR $2 = 'ready')
        RETURNING {StoredMedia.Columns}
        """;

    private const string Select = $"SELECT {StoredMedia.Columns} FROM media WHERE id = $1";

    // Written down before they are sent: who sweeps at the same time skips them, and who dies before sending leaves them to a later sweep. Each time the wait is twice as long, up to 64 times.
    private const string Claim = $"""
        UPDATE media SET requested_at = now(), requests = requests + 1
        WHERE id IN (
            SELECT id FROM media WHERE rendition = 'pending' AND requested_at < now() - $1 AND requested_at < now() - $1 * power(2, least(requests - 1, 6))
            ORDER BY requested_at LIMIT $2 FOR UPDATE SKIP LOCKED)
        RETURNING {StoredMedia.Columns}
        """;

    private const string Release = "UPDATE media SET requests = requests - 1 WHERE id = ANY($1) AND requests > 1";

    /// <summary>Writes down what the worker says.</summary>
    /// <returns>The picture as it is now; null if there is none.</returns>
    public async Task<Written<StoredMedia?>> SetAsync(string id, RenditionBody body, CancellationToken cancellationToken)
    {
        Written<(bool IsChanged, StoredMedia? Media)> written;
        try
        {
            written = await database.WriteAsync((connection, token) => UpdateAsync(connection, id, body, token), cancellationToken);
        }
        catch (CommitOutcomeUnknownException)
        {
            // It may be committed: that the thumbnail is pending may be wrong from now on.
            await cache.InDoubtAsync(StoredMedia.KeyOf(id));
            throw;
        }

        if (written.Value.IsChanged)
        {
            // Whether the worker still waits or not: it is committed, so the cache must hear of it.
            await cache.WrittenAsync(StoredMedia.KeyOf(id), MediaContracts.Default.StoredMedia, written.Value.Media, written, CancellationToken.None);
        }

        return new(written.Value.Media, written.Position, written.IsUndisturbed);
    }

    /// <summary>Takes pictures that have waited too long for their thumbnails, to ask for them again.</summary>
    public async Task<IReadOnlyList<StoredMedia>> ClaimOverdueAsync(TimeSpan after, int most, CancellationToken cancellationToken)
    {
        var written = await database.WriteAsync(
            async (connection, token) =>
            {
                await using var claim = new NpgsqlCommand(Claim, connection) { Parameters = { new() { Value = after }, new() { Value = most } } };
                await using var row = await claim.ExecuteReaderAsync(token);
                List<StoredMedia> claimed = [];
                while (await row.ReadAsync(token))
                {
                    claimed.Add(StoredMedia.Read(row));
                }

                return claimed;
            },
            cancellationToken);
        return written.Value;
    }

    /// <summary>Says of claimed pictures that they were not asked for after all.</summary>
    public Task ReleaseAsync(string[] ids, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async (connection, token) =>
            {
                await using var release = new NpgsqlCommand(Release, connection) { Parameters = { new() { Value = ids } } };
                return await release.ExecuteNonQueryAsync(token);
            },
            cancellationToken);

    private static async Task<(bool IsChanged, StoredMedia? Media)> UpdateAsync(NpgsqlConnection connection, string id, RenditionBody body, CancellationToken cancellationToken)
    {
        await using var update = new NpgsqlCommand(Update, connection)
        {
            Parameters =
            {
                new() { Value = id },
                new() { Value = body.Status },
                Nullable(body.Reason, NpgsqlDbType.Text),
                Nullable(body.ContentType, NpgsqlDbType.Text),
                Nullable(body.Bytes, NpgsqlDbType.Bigint),
                Nullable(body.Sha256, NpgsqlDbType.Text),
                Nullable(body.Width, NpgsqlDbType.Integer),
                Nullable(body.Height, NpgsqlDbType.Integer),
            },
        };
        if (await ReadAsync(update, cancellationToken) is { } updated)
        {
            return (true, updated);
        }

        await using var select = new NpgsqlCommand(Select, connection) { Parameters = { new() { Value = id } } };
        return (false, await ReadAsync(select, cancellationToken));
    }

    private static async Task<StoredMedia?> ReadAsync(NpgsqlCommand command, CancellationToken cancellationToken)
    {
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        return await row.ReadAsync(cancellationToken) ? StoredMedia.Read(row) : null;
    }

    private static NpgsqlParameter Nullable(object? value, NpgsqlDbType type) => new() { Value = value ?? DBNull.Value, NpgsqlDbType = type };
}
