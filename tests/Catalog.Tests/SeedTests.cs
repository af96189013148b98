using System.Net;
using MyArch.Catalog.Pictures;
using Npgsql;

namespace MyArch.Catalog.Tests;

[Collection(DataTierCollection.Name)]
public sealed class SeedTests(DataTier tier, Shop shop) : IClassFixture<Shop>
{
    [Fact]
    public async Task Several_instances_that_start_at_once_on_an_empty_database_all_start_and_fill_it_once()
    {
        var database = await tier.CreateDatabaseAsync();
        CatalogServer[] servers = [.. Enumerable.Range(1, 4).Select(n => tier.CreateServer(database, id: $"catalog-a{n}"))];

        await Task.WhenAll(servers.Select(static server => Task.Run(async () =>
        {
            using var client = server.CreateVisitor();
            (await client.GetAsync("/api/catalog/items/1000")).StatusCode.ShouldBe(HttpStatusCode.OK);
        })));

        (await tier.ExecuteAsync(database, "SELECT count(*) FROM products")).ShouldBe(1000L);
        foreach (var server in servers)
        {
            await server.DisposeAsync();
        }
    }

    [Fact]
    public async Task A_restart_keeps_what_was_changed()
    {
        var database = await tier.CreateDatabaseAsync();
        await using (var server = tier.CreateServer(database))
        {
            using var admin = server.CreateAdmin();
            (await admin.SendAsync(HttpMethod.Delete, "/api/catalog/items/3", ("If-Match", "*"))).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        }

        await using var again = tier.CreateServer(database);
        using var visitor = again.CreateVisitor();
        (await visitor.GetAsync("/api/catalog/items/3")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await visitor.GetAsync("/api/catalog/items/4")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Every_garment_is_one_that_the_shop_can_draw_and_that_an_administrator_could_have_entered()
    {
        await using var connection = new NpgsqlConnection($"{tier.Primary.ConnectionString(shop.Database)};Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand("SELECT id, name, category, colour, price_cents, stock FROM products ORDER BY id", connection);
        await using var row = await command.ExecuteReaderAsync();
        var id = 0;
        HashSet<string> names = [];
        while (await row.ReadAsync())
        {
            row.GetInt32(0).ShouldBe(++id);
            names.Add(row.GetString(1)).ShouldBeTrue(row.GetString(1));
            Drawings.Has(row.GetString(2)).ShouldBeTrue(row.GetString(2));
            Colours.Has(row.GetString(3)).ShouldBeTrue(row.GetString(3));
            row.GetInt32(4).ShouldBeInRange(500, 20000);
            row.GetInt32(5).ShouldBeInRange(0, 200);
        }

        id.ShouldBe(1000);
    }

    [Theory]
    [InlineData("UPDATE products SET stock = -1 WHERE id = 1")]
    [InlineData("UPDATE products SET price_cents = -1 WHERE id = 1")]
    [InlineData("UPDATE products SET sizes = '{}' WHERE id = 1")]
    [InlineData("UPDATE products SET sizes = '{M,NULL}' WHERE id = 1")]
    [InlineData("UPDATE products SET name = '' WHERE id = 1")]
    [InlineData("UPDATE products SET category = 'Robert''; DROP' WHERE id = 1")]
    [InlineData("INSERT INTO customers (id, name, email, address) VALUES ('a b', 'n', 'e', 'a')")]
    [InlineData("INSERT INTO orders (id, status, customer_id, customer_name, customer_email, customer_address, total_cents, placed_at) VALUES ('o', 'rejected', 'c', '', '', '', 1, now())")]
    [InlineData("INSERT INTO orders (id, status, customer_id, customer_name, customer_email, customer_address, total_cents, placed_at) VALUES ('o', 'placed', 'c', '', '', '', 1, now())")]
    public async Task The_database_refuses_a_state_that_cannot_be(string sql) =>
        (await Should.ThrowAsync<PostgresException>(() => tier.ExecuteAsync(shop.Database, sql))).SqlState.ShouldBe(PostgresErrorCodes.CheckViolation);
}
