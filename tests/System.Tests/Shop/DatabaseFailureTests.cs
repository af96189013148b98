using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Npgsql;

namespace MyArch.SystemTests.Shop;

/// <summary>What the shop's users see of a replica that stands still and of servers that die.</summary>
[Collection(ProdCollection.Name)]
public sealed class DatabaseFailureTests(ProdSystem system)
{
    private const string Token = "X-Consistency-Token";

    // An order is tried for about 20 s, ten times with two seconds between (Sqsd:ErrorVisibilityTimeout at the tests' Clock:Speed), until it is a dead letter.
    private static readonly TimeSpan LongestRestart = TimeSpan.FromSeconds(15);

    [Fact]
    public async Task A_writer_reads_its_own_writes_while_the_replica_stands_still_and_others_read_valid_data()
    {
        await system.RestoreAsync();
        using var site = system.ShopSite();
        var adminKey = await system.AdminKeyAsync();
        await using var replica = await system.OpenAdminAsync("postgres-replica", "store");
        await ExecuteAsync(replica, "select pg_wal_replay_pause()");
        try
        {
            for (var round = 0; round < 20; round++)
            {
                var id = 500 + round;
                var path = $"/api/catalog/items/{id}";
                var (before, tag) = await ItemAsync(site, path);
                var price = 1_000 + round;
                using var written = await site.SendAsync(ShopVisitor.Edit(HttpMethod.Put, path, adminKey, With(before, price), tag));
                written.StatusCode.ShouldBe(HttpStatusCode.OK, await written.Content.ReadAsStringAsync());
                var token = written.Headers.GetValues(Token).Single();

                using var own = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { { Token, token } } };
                using var seen = await site.SendAsync(own);
                (await seen.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("priceCents").GetInt32().ShouldBe(price, $"round {round}, answered by {Headers(seen)}");

                // Somebody else: what was, or what is, never anything else.
                using var other = await site.GetAsync(path);
                other.StatusCode.ShouldBe(HttpStatusCode.OK);
                (await other.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("priceCents").GetInt32()
                    .ShouldBeOneOf(price, before.GetProperty("priceCents").GetInt32());
            }
        }
        finally
        {
            await ExecuteAsync(replica, "select pg_wal_replay_resume()");
        }

        await ShouldReadTheReplicaAgainAsync(site);
    }

    [Fact]
    public async Task A_primary_that_is_killed_under_load_costs_nobody_anything_and_every_order_is_decided_once()
    {
        await system.RestoreAsync();
        using var site = system.ShopSite();
        await using var book = await OrderBook.OpenAsync(system);
        var (ordersBefore, stockBefore) = (await book.CountAsync(), await book.StockAsync());
        var deadBefore = await JobsQueue.CountAsync(system, "jobs-dlq");
        using var done = new CancellationTokenSource();
        ConcurrentDictionary<string, string> orderOfKey = new(StringComparer.Ordinal);

        await using var readers = new ReadLoad(site, readers: 4);
        var buyers = Enumerable.Range(0, 4).Select(number => Task.Run(async () =>
        {
            for (var order = 0; !done.IsCancellationRequested; order++)
            {
                var visitor = new ShopVisitor(site);
                await visitor.FillAsync(700 + (number * 20) + (order % 20), 1);
                var key = $"key-{number}-{order}-{Guid.NewGuid():N}";
                orderOfKey[key] = await visitor.PlaceAsync(key);
                (await visitor.PlaceAsync(key)).ShouldBe(orderOfKey[key]);
            }
        })).ToList();

        await Eventually.IsTrueAsync(() => orderOfKey.Count >= 20 && readers.Reads > 500, because: "there is load");
        var watch = Stopwatch.StartNew();
        await system.KillAsync("postgres-primary");
        var (readsAtKill, ordersAtKill) = (readers.Reads, orderOfKey.Count);
        // A restart, and no longer.
        await Eventually.IsTrueAsync(
            () => (readers.Reads > readsAtKill + 20 && orderOfKey.Count > ordersAtKill + 2) || buyers.Exists(static buyer => buyer.IsFaulted),
            TimeSpan.FromMinutes(3),
            "reads go on and orders are accepted while the primary is down");
        await system.StartAsync("postgres-primary");
        var outage = watch.Elapsed;
        await done.CancelAsync();
        await Task.WhenAll(buyers);
        await readers.EndAsync();

        if (outage > LongestRestart)
        {
            // On a machine that is too busy for a restart it was an outage, after which somebody sends the dead letters again.
            await JobsQueue.IsEmptyAsync(system, TimeSpan.FromMinutes(2));
            (await system.Application.ResourceCommands.ExecuteCommandAsync("jobs", "redrive")).Success.ShouldBeTrue();
        }

        await book.ShouldHaveDecidedAsync(orderOfKey.Values, ordersBefore, stockBefore);
        if (outage <= LongestRestart)
        {
            (await JobsQueue.CountAsync(system, "jobs-dlq")).ShouldBe(deadBefore, "the tries of every message outlasted the restart");
        }
    }

    [Fact]
    public async Task A_replica_that_is_killed_under_load_costs_no_reader_anything()
    {
        await system.RestoreAsync();
        using var site = system.ShopSite();
        await using var readers = new ReadLoad(site);
        await readers.MoreAsync(500);

        await system.KillAsync("postgres-replica");
        var before = readers.OnPrimary;
        await readers.MoreAsync(500);
        await Eventually.IsTrueAsync(() => readers.OnPrimary > before + 100, because: "the primary reads instead");
        await system.StartAsync("postgres-replica");
        await readers.MoreAsync(500);
        await readers.EndAsync();

        await ShouldReadTheReplicaAgainAsync(site);
    }

    private static async Task ShouldReadTheReplicaAgainAsync(HttpClient site)
    {
        // A list that nobody has asked for is in no cache.
        var limit = 30;
        await Eventually.BecomesAsync(
            async cancellationToken => Header(await site.GetAsync($"/api/catalog/items?q=shirt&limit={++limit}", cancellationToken), "X-Database"),
            static role => role == "replica",
            because: "reads are on the replica again");
    }

    private static async Task<(JsonElement Item, string Tag)> ItemAsync(HttpClient site, string path)
    {
        using var response = await site.GetAsync(path);
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        return (await response.Content.ReadFromJsonAsync<JsonElement>(), response.Headers.ETag!.ToString());
    }

    private static Dictionary<string, object?> With(JsonElement item, int priceCents)
    {
        var body = item.EnumerateObject().Where(static property => property.Name is not "id").ToDictionary(static property => property.Name, static object? (property) => property.Value);
        body["priceCents"] = priceCents;
        return body;
    }

    private static string? Header(HttpResponseMessage response, string name) => response.Headers.TryGetValues(name, out var values) ? values.Single() : null;

    private static string Headers(HttpResponseMessage response) =>
        string.Join(", ", new[] { "X-Instance", "X-Cache", "X-Database" }.Select(name => $"{name}: {Header(response, name)}"));

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
