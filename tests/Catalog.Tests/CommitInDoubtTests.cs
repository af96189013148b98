using System.Net;
using MyArch.Catalog.Tests.Orders;

namespace MyArch.Catalog.Tests;

/// <summary>The connection to the database is lost at the commit: nobody knows whether it was done, so nobody may believe the cache.</summary>
[Collection(DataTierCollection.Name)]
public sealed class CommitInDoubtTests(Shop shop) : IClassFixture<Shop>, IAsyncLifetime
{
    // Whoever changes an item loses the connection at the commit, and with it the change.
    private const string Break = """
        CREATE FUNCTION break() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); PERFORM pg_sleep(10); RETURN NULL; END $$;
        CREATE CONSTRAINT TRIGGER break AFTER INSERT OR UPDATE OR DELETE ON products DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION break();
        """;

    private int _first;
    private int _second;

    public async Task InitializeAsync()
    {
        (_first, _second) = (await shop.AddItemAsync(), await shop.AddItemAsync());
        foreach (var path in Paths)
        {
            await shop.CacheAsync(path);
        }

        await shop.Tier.ExecuteAsync(shop.Database, Break);
    }

    public Task DisposeAsync() => shop.Tier.ExecuteAsync(shop.Database, "DROP FUNCTION break() CASCADE");

    [Fact]
    public async Task An_order_leaves_none_of_its_items_in_the_cache()
    {
        var id = Placing.NewId();

        await (await shop.Caller.PlaceAsync(id, Placing.Message(id, lines: [(_first, 1, 1590), (_second, 1, 1590)]))).ShouldBeProblemAsync(HttpStatusCode.InternalServerError);

        await ShouldMissAsync(Paths);
    }

    [Theory]
    [InlineData("PUT")]
    [InlineData("DELETE")]
    public async Task An_item_that_is_edited_is_not_in_the_cache_any_more(string method)
    {
        var edit = await shop.Admin.SendJsonAsync(new HttpMethod(method), Paths[0], Shop.Body("Changed Cap"), ("If-Match", "\"1\""));

        await edit.ShouldBeProblemAsync(HttpStatusCode.InternalServerError);
        await ShouldMissAsync(Paths[0]);
    }

    [Fact]
    public async Task An_item_that_was_added_is_not_in_the_cache_as_one_that_does_not_exist()
    {
        // The id that comes next, of which the cache knows that there is no such item.
        var path = $"/api/catalog/items/{_second + 1}";
        await shop.CacheAsync(path);

        await (await shop.Admin.SendJsonAsync(HttpMethod.Post, "/api/catalog/items", Shop.Body())).ShouldBeProblemAsync(HttpStatusCode.InternalServerError);

        await ShouldMissAsync(path);
    }

    private string[] Paths => [$"/api/catalog/items/{_first}", $"/api/catalog/items/{_second}"];

    // Twice: what is read meanwhile is not stored either.
    private async Task ShouldMissAsync(params string[] paths)
    {
        foreach (var path in (string[])[.. paths, .. paths])
        {
            (await shop.Visitor.GetAsync(path)).Header("X-Cache").ShouldBe("miss", path);
        }
    }
}
