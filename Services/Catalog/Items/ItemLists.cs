using Microsoft.Extensions.Options;
using MyArch.Catalog.Pictures;
using MyArch.DataDefaults;
using Npgsql;
using NpgsqlTypes;

namespace MyArch.Catalog.Items;

/// <summary>Reads pages of items and the list of categories. Both stay in the cache for seconds: what everybody looks at costs one query in that time.</summary>
internal sealed class ItemLists(Database database, CacheAside cache, IOptions<CatalogOptions> options)
{
    private const string Count = "SELECT category, count(*)::integer FROM products GROUP BY category";

    /// <summary>Reads a page.</summary>
    /// <param name="atLeast">The write that the caller must see, if it has made one.</param>
    public Task<Cached<ItemPage>> ReadAsync(ItemQuery query, NpgsqlLogSequenceNumber? atLeast, CancellationToken cancellationToken) =>
        cache.GetAsync(
            query.Key,
            CatalogContracts.Default.ItemPage,
            atLeast,
            token => database.ReadAsync(
                atLeast, async (read, inner) => new Loaded<ItemPage>(await SelectAsync(query, read.Connection, inner), read.Position, read.Role), token),
            cancellationToken,
            options.Value.ListTimeToLive);

    /// <summary>All categories, those without items too, by name.</summary>
    /// <param name="atLeast">The write that the caller must see, if it has made one.</param>
    public Task<Cached<CategoryList>> ReadCategoriesAsync(NpgsqlLogSequenceNumber? atLeast, CancellationToken cancellationToken) =>
        cache.GetAsync(
            "categories",
            CatalogContracts.Default.CategoryList,
            atLeast,
            token => database.ReadAsync(
                atLeast, async (read, inner) => new Loaded<CategoryList>(await CountAsync(read.Connection, inner), read.Position, read.Role), token),
            cancellationToken,
            options.Value.ListTimeToLive);

    private static async Task<ItemPage> SelectAsync(ItemQuery query, NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = query.Search is null ? Browse(query) : Search(query, query.Search);
        command.Connection = connection;
        // One more than asked for tells whether there is a next page.
        command.Parameters.Add(new("limit", query.Limit + 1));
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        List<Item> items = [];
        ItemCursor? last = null;
        while (await row.ReadAsync(cancellationToken))
        {
            if (items.Count == query.Limit)
            {
                return new([.. items], last!.ToText(query.Search?.Text, query.Category));
            }

            var item = VersionedItem.Read(row).Item;
            items.Add(item);
            last = new(item.Id, row.GetFloat(9));
        }

        return new([.. items], Next: null);
    }

    private static NpgsqlCommand Browse(ItemQuery query)
    {
        var command = new NpgsqlCommand($"""
            SELECT {VersionedItem.Columns}, 0::real FROM products
            WHERE id > @after {OfCategory(query)}
            ORDER BY id LIMIT @limit
            """);
        command.Parameters.Add(new("after", query.After?.Id ?? 0));
        return AddCategory(command, query);
    }

    private static NpgsqlCommand Search(ItemQuery query, SearchText search)
    {
        var command = new NpgsqlCommand($"""
            SELECT * FROM (
                SELECT {VersionedItem.Columns}, ts_rank(search, query) AS rank FROM products, (SELECT {SearchText.Query} AS query) AS asked
                WHERE search @@ query {OfCategory(query)}) AS found
            {(query.After is null ? "" : "WHERE rank < @rank OR (rank = @rank AND id > @after)")}
            ORDER BY rank DESC, id LIMIT @limit
            """);
        command.Parameters.Add(new("text", search.Text));
        command.Parameters.Add(new("words", search.Words));
        command.Parameters.Add(new("prefix", NpgsqlDbType.Text) { Value = (object?)search.Prefix ?? DBNull.Value });
        if (query.After is { } after)
        {
            command.Parameters.Add(new("rank", after.Rank));
            command.Parameters.Add(new("after", after.Id));
        }

        return AddCategory(command, query);
    }

    private static string OfCategory(ItemQuery query) => query.Category is null ? "" : "AND category = @category";

    private static NpgsqlCommand AddCategory(NpgsqlCommand command, ItemQuery query)
    {
        if (query.Category is { } category)
        {
            command.Parameters.Add(new("category", category));
        }

        return command;
    }

    private static async Task<CategoryList> CountAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var counts = Drawings.Categories.ToDictionary(static name => name, static _ => 0);
        await using var command = new NpgsqlCommand(Count, connection);
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        while (await row.ReadAsync(cancellationToken))
        {
            counts[row.GetString(0)] = row.GetInt32(1);
        }

        return new([.. from count in counts orderby count.Key select new Category(count.Key, count.Value)]);
    }
}
