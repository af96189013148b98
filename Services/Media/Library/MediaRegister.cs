using MyArch.DataDefaults;
using MyArch.Media.Formats;
using Npgsql;

namespace MyArch.Media.Library;

/// <summary>Adds and removes the rows of pictures, and tells the cache.</summary>
internal sealed class MediaRegister(Database database, CacheAside cache)
{
    private const string Insert = $"""
        INSERT INTO media (id, content_type, bytes, width, height) VALUES ($1, $2, $3, $4, $5)
        ON CONFLICT (id) DO NOTHING
        RETURNING {StoredMedia.Columns}
        """;

    private const string Select = $"SELECT {StoredMedia.Columns} FROM media WHERE id = $1";

    private const string Delete = "DELETE FROM media WHERE id = $1";

    /// <summary>Adds a picture whose file is in the storage, or finds the one that has the same bytes.</summary>
    /// <param name="ensureFile">Looks that the file is there, at a time when no sweep can delete it any more and the picture is not there yet.</param>
    public async Task<Written<(bool IsNew, StoredMedia Media)>> AddAsync(
        string id, PictureFormat format, long bytes, PictureSize size, Func<CancellationToken, Task> ensureFile, CancellationToken cancellationToken)
    {
        var written = await WriteAsync(
            id,
            async (connection, token) =>
            {
                await MediaLock.TakeAsync(connection, id, token);
                await ensureFile(token);
                await using var insert = new NpgsqlCommand(Insert, connection)
                {
                    Parameters = { new() { Value = id }, new() { Value = format.ContentType }, new() { Value = bytes }, new() { Value = size.Width }, new() { Value = size.Height } },
                };
                if (await ReadAsync(insert, token) is { } added)
                {
                    return (IsNew: true, Media: added);
                }

                await using var select = new NpgsqlCommand(Select, connection) { Parameters = { new() { Value = id } } };
                return (IsNew: false, Media: await ReadAsync(select, token) ?? throw new InvalidOperationException("Who removes the row has the lock."));
            },
            cancellationToken);
        if (written.Value.IsNew)
        {
            await TellAsync(id, written.Value.Media, written);
        }

        return written;
    }

    /// <summary>Removes a picture's row; the sweep removes its files. Posts that show it are left with a picture that is missing.</summary>
    /// <returns>Whether it was there.</returns>
    public async Task<Written<bool>> RemoveAsync(string id, CancellationToken cancellationToken)
    {
        var written = await WriteAsync(
            id,
            async (connection, token) =>
            {
                await MediaLock.TakeAsync(connection, id, token);
                await using var delete = new NpgsqlCommand(Delete, connection) { Parameters = { new() { Value = id } } };
                return await delete.ExecuteNonQueryAsync(token) > 0;
            },
            cancellationToken);
        if (written.Value)
        {
            await TellAsync(id, media: null, written);
        }

        return written;
    }

    private async Task<Written<T>> WriteAsync<T>(string id, Func<NpgsqlConnection, CancellationToken, Task<T>> write, CancellationToken cancellationToken)
    {
        try
        {
            return await database.WriteAsync(write, cancellationToken);
        }
        catch (CommitOutcomeUnknownException)
        {
            // It may be committed: what the cache says of the picture may be wrong from now on, also that there is none.
            await cache.InDoubtAsync(StoredMedia.KeyOf(id));
            throw;
        }
    }

    private static async Task<StoredMedia?> ReadAsync(NpgsqlCommand command, CancellationToken cancellationToken)
    {
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        return await row.ReadAsync(cancellationToken) ? StoredMedia.Read(row) : null;
    }

    // Whether the client still waits or not: it is committed, so the cache must hear of it.
    private Task TellAsync(string id, StoredMedia? media, Written written) =>
        cache.WrittenAsync(StoredMedia.KeyOf(id), MediaContracts.Default.StoredMedia, media, written, CancellationToken.None);
}
