using Npgsql;

namespace MyArch.Catalog.Items;

/// <summary>An item as it is stored, in the database and in the cache: with the version that its entity tag tells.</summary>
internal sealed record VersionedItem(long Version, Item Item)
{
    /// <summary>The columns that <see cref="Read"/> expects, in their order.</summary>
    public const string Columns =
        "products.id, products.version, products.name, products.description, products.category, products.colour, products.sizes, products.price_cents, products.stock";

    /// <summary>The key of an item in the cache.</summary>
    public static string KeyOf(int id) => $"item:{id}";

    public static VersionedItem Read(NpgsqlDataReader row) => new(
        row.GetInt64(1),
        new Item(row.GetInt32(0), row.GetString(2), row.GetString(3), row.GetString(4), row.GetString(5), row.GetFieldValue<string[]>(6), row.GetInt32(7), row.GetInt32(8)));
}
