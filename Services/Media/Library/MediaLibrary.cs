using Microsoft.Extensions.Options;
using MyArch.DataDefaults;
using Npgsql;
using NpgsqlTypes;

namespace MyArch.Media.Library;

/// <summary>Reads what is known of pictures: from the cache, else from the database.</summary>
internal sealed class MediaLibrary(Database database, CacheAside cache, IOptions<MediaOptions> options)
{
    /// <summary>The list in which a cursor of pictures belongs.</summary>
    public const string List = "media";

    private const string SelectOne = $"SELECT {StoredMedia.Columns} FROM media WHERE id = $1";

    private const string SelectPage = $"SELECT {StoredMedia.Columns}, seq FROM media WHERE seq < $1 ORDER BY seq DESC LIMIT $2";

    /// <summary>Finds a picture.</summary>
    /// <param name="id">Any text; one that is no id is no picture's.</param>
    /// <param name="atLeast">The write that the caller must see, if it has made one.</param>
    public Task<Cached<StoredMedia>> FindAsync(string id, NpgsqlLogSequenceNumber? atLeast, CancellationToken cancellationToken) =>
        MediaId.IsOne(id)
            ? cache.GetAsync(StoredMedia.KeyOf(id), MediaContracts.Default.StoredMedia, atLeast, token => LoadAsync(id, atLeast, token), cancellationToken)
            : Task.FromResult(new Cached<StoredMedia>(null, CacheOutcome.Miss, Role: null));

    /// <summary>A page of all pictures, the newest first. It stays in the cache for seconds.</summary>
    /// <param name="after">Where the page before ended; null for the first one.</param>
    /// <param name="limit">How many at most, 1 to 100.</param>
    /// <param name="atLeast">The write that the caller must see, if it has made one.</param>
    public Task<Cached<MediaPage>> ListAsync(PageCursor? after, int limit, NpgsqlLogSequenceNumber? atLeast, CancellationToken cancellationToken) =>
        cache.GetAsync(
            $"pictures:{limit}:{after?.ToText(List)}",
            MediaContracts.Default.MediaPage,
            atLeast,
            token => database.ReadAsync(
                atLeast, async (read, inner) => new Loaded<MediaPage>(await SelectAsync(after, limit, read.Connection, inner), read.Position, read.Role), token),
            cancellationToken,
            options.Value.ListTimeToLive);

    private async Task<Loaded<StoredMedia>> LoadAsync(string id, NpgsqlLogSequenceNumber? atLeast, CancellationToken cancellationToken)
    {
        var found = await database.ReadAsync(atLeast, SelectAsync, cancellationToken);
        // The replica may not have heard of it yet: a picture that was just uploaded must be there for everybody, and that one is not there is kept for everybody.
        return found is { Value: null, Role: DatabaseRole.Replica } ? await database.ReadPrimaryAsync(SelectAsync, cancellationToken) : found;

        async Task<Loaded<StoredMedia>> SelectAsync(ReadConnection read, CancellationToken token)
        {
            await using var command = new NpgsqlCommand(SelectOne, read.Connection) { Parameters = { new() { Value = id } } };
            await using var row = await command.ExecuteReaderAsync(token);
            return new(await row.ReadAsync(token) ? StoredMedia.Read(row) : null, read.Position, read.Role);
        }
    }

    private static async Task<MediaPage> SelectAsync(PageCursor? after, int limit, NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        // One more than asked for tells whether there is a next page.
        await using var command = new NpgsqlCommand(SelectPage, connection) { Parameters = { new() { Value = after?.Id ?? long.MaxValue }, new() { Value = limit + 1 } } };
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        List<MediaItem> items = [];
        var last = 0L;
        while (await row.ReadAsync(cancellationToken))
        {
            if (items.Count == limit)
            {
                return new([.. items], new PageCursor(last).ToText(List));
            }

            last = row.GetInt64(StoredMedia.ColumnCount);
            items.Add(StoredMedia.Read(row).ToItem());
        }

        return new([.. items], Next: null);
    }
}
