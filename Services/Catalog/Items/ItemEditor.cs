using Microsoft.Net.Http.Headers;
using MyArch.DataDefaults;
using MyArch.ServiceDefaults;
using Npgsql;

namespace MyArch.Catalog.Items;

/// <summary>Changes items, on the condition that nobody else has changed them meanwhile, and tells the cache.</summary>
internal sealed class ItemEditor(Database database, CacheAside cache)
{
    private const string Insert = $"""
        INSERT INTO products (name, description, category, colour, sizes, price_cents, stock) VALUES ($1, $2, $3, $4, $5, $6, $7)
        RETURNING {VersionedItem.Columns}
        """;

    // Locked first: who holds the row, decides about it alone. FOR UPDATE, since it may be deleted.
    private const string Lock = "SELECT version FROM products WHERE id = $1 FOR UPDATE";

    private const string Update = $"""
        UPDATE products SET name = $1, description = $2, category = $3, colour = $4, sizes = $5, price_cents = $6, stock = $7, version = version + 1
        WHERE id = $8
        RETURNING {VersionedItem.Columns}
        """;

    private const string Delete = "DELETE FROM products WHERE id = $1";

    public async Task<Written<VersionedItem>> AddAsync(ItemBody body, CancellationToken cancellationToken)
    {
        VersionedItem? added = null;
        Written<VersionedItem> written;
        try
        {
            written = await database.WriteAsync(async (connection, token) => added = await ReturnAsync(Insert, connection, body, id: null, token), cancellationToken);
        }
        catch (CommitOutcomeUnknownException) when (added is not null)
        {
            // Somebody may have asked for this id before, and the cache knows that there was none.
            await cache.InDoubtAsync(VersionedItem.KeyOf(added.Item.Id));
            throw;
        }

        await TellAsync(written.Value.Item.Id, written.Value, written);
        return written;
    }

    /// <param name="tags">What <c>If-Match</c> says: the versions that the change is meant for.</param>
    public Task<Written<(ItemChange Change, VersionedItem? Item)>> ReplaceAsync(
        int id, ItemBody body, IList<EntityTagHeaderValue> tags, CancellationToken cancellationToken) =>
        ChangeAsync(id, tags, async (connection, token) => await ReturnAsync(Update, connection, body, id, token), cancellationToken);

    /// <param name="tags">What <c>If-Match</c> says: the versions that the change is meant for.</param>
    public Task<Written<(ItemChange Change, VersionedItem? Item)>> RemoveAsync(int id, IList<EntityTagHeaderValue> tags, CancellationToken cancellationToken) =>
        ChangeAsync(
            id,
            tags,
            async (connection, token) =>
            {
                await using var delete = new NpgsqlCommand(Delete, connection) { Parameters = { new() { Value = id } } };
                await delete.ExecuteNonQueryAsync(token);
                return null;
            },
            cancellationToken);

    private async Task<Written<(ItemChange Change, VersionedItem? Item)>> ChangeAsync(
        int id, IList<EntityTagHeaderValue> tags, Func<NpgsqlConnection, CancellationToken, Task<VersionedItem?>> change, CancellationToken cancellationToken)
    {
        Written<(ItemChange Change, VersionedItem? Item)> written;
        try
        {
            written = await database.WriteAsync<(ItemChange Change, VersionedItem? Item)>(
                async (connection, token) =>
                {
                    await using var lockRow = new NpgsqlCommand(Lock, connection) { Parameters = { new() { Value = id } } };
                    return await lockRow.ExecuteScalarAsync(token) switch
                    {
                        not long => (ItemChange.NoSuchItem, null),
                        long version when !EntityTags.Allow(tags, version) => (ItemChange.Outdated, null),
                        _ => (ItemChange.Made, await change(connection, token)),
                    };
                },
                cancellationToken);
        }
        catch (CommitOutcomeUnknownException)
        {
            await cache.InDoubtAsync(VersionedItem.KeyOf(id));
            throw;
        }

        // Also when nothing was changed: that is what an instance finds which repeats the change of one that died after the commit, before it could tell the cache.
        await TellAsync(id, written.Value.Item, written);
        return written;
    }

    private static async Task<VersionedItem> ReturnAsync(string sql, NpgsqlConnection connection, ItemBody body, int? id, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection)
        {
            Parameters =
            {
                new() { Value = body.Name },
                new() { Value = body.Description },
                new() { Value = body.Category },
                new() { Value = body.Colour },
                new() { Value = body.Sizes },
                new() { Value = body.PriceCents },
                new() { Value = body.Stock },
            },
        };
        if (id is not null)
        {
            command.Parameters.Add(new() { Value = id.Value });
        }

        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        await row.ReadAsync(cancellationToken);
        return VersionedItem.Read(row);
    }

    // Whether the client still waits or not: it is committed, so the cache must hear of it.
    private Task TellAsync(int id, VersionedItem? item, Written written) =>
        cache.WrittenAsync(VersionedItem.KeyOf(id), CatalogContracts.Default.VersionedItem, item, written, CancellationToken.None);
}
