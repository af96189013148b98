using MyArch.DataDefaults;
using Npgsql;
using NpgsqlTypes;

namespace MyArch.Catalog.Items;

/// <summary>Reads single items: from the cache, else from the database.</summary>
internal sealed class ItemReader(Database database, CacheAside cache)
{
    private const string Select = $"SELECT {VersionedItem.Columns} FROM products WHERE id = $1";

    /// <summary>Finds an item.</summary>
    /// <param name="atLeast">The write that the caller must see, if it has made one.</param>
    public Task<Cached<VersionedItem>> FindAsync(int id, NpgsqlLogSequenceNumber? atLeast, CancellationToken cancellationToken) =>
        cache.GetAsync(VersionedItem.KeyOf(id), CatalogContracts.Default.VersionedItem, atLeast, token => LoadAsync(id, atLeast, token), cancellationToken);

    private async Task<Loaded<VersionedItem>> LoadAsync(int id, NpgsqlLogSequenceNumber? atLeast, CancellationToken cancellationToken)
    {
        var found = await database.ReadAsync(atLeast, SelectAsync, cancellationToken);
        // The replica may not have heard of it yet. That something is not there is kept for everybody, so only the primary may say it.
        return found is { Value: null, Role: DatabaseRole.Replica } ? await database.ReadPrimaryAsync(SelectAsync, cancellationToken) : found;

        async Task<Loaded<VersionedItem>> SelectAsync(ReadConnection read, CancellationToken token)
        {
            await using var command = new NpgsqlCommand(Select, read.Connection) { Parameters = { new() { Value = id } } };
            await using var row = await command.ExecuteReaderAsync(token);
            return new(await row.ReadAsync(token) ? VersionedItem.Read(row) : null, read.Position, read.Role);
        }
    }
}
