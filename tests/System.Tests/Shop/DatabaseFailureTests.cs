using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Npgsql;

namespace MyArch.SystemTests.Shop;

/// <summary>What the shop's users see of a replica that stands still and of a primary that dies.</summary>
[Collection(ProdCollection.Name)]
public sealed class DatabaseFailureTests(ProdSystem system)
{
    private const string Token = "X-Consistency-Token";

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

        await Eventually.IsTrueAsync(
            async cancellationToken => Header(await site.GetAsync($"/api/catalog/items?q=shirt&limit=7&after=", cancellationToken), "X-Database") is "replica" or null,
            because: "reads are on the replica again");
    }

    [Fact]
    public async Task A_primary_that_is_killed_under_load_costs_reads_nothing_and_no_order_twice()
    {
        await system.RestoreAsync();
        using var site = system.ShopSite();
        using var done = new CancellationTokenSource();
        var (reads, refusedOrders) = (0, 0);
        ConcurrentBag<string> failedReads = [];
        ConcurrentDictionary<string, string> orderOfKey = new(StringComparer.Ordinal);

        var readers = Enumerable.Range(0, 4).Select(number => Task.Run(async () =>
        {
            var random = new Random(number);
            while (!done.IsCancellationRequested)
            {
                using var response = await site.GetAsync($"/api/catalog/items/{random.Next(1, 400)}");
                Interlocked.Increment(ref reads);
                if (response.StatusCode != HttpStatusCode.OK)
                {
                    failedReads.Add($"{(int)response.StatusCode} {Headers(response)} {await response.Content.ReadAsStringAsync()}");
                }
            }
        })).ToList();
        var buyers = Enumerable.Range(0, 4).Select(number => Task.Run(async () =>
        {
            for (var order = 0; !done.IsCancellationRequested; order++)
            {
                var visitor = new ShopVisitor(site);
                var key = $"key-{number}-{order}-{Guid.NewGuid():N}";
                using (var added = await AgainAsync(() => visitor.AddAsync(700 + (number * 20) + (order % 20), 1), done.Token))
                {
                    if (added is null)
                    {
                        return;
                    }
                }

                // The same key until it is accepted: what a careful client does.
                using var accepted = await AgainAsync(() => visitor.CheckoutAsync(key), done.Token, () => Interlocked.Increment(ref refusedOrders));
                if (accepted is not null)
                {
                    orderOfKey[key] = ShopVisitor.OrderOf(accepted);
                    using var repeated = await visitor.CheckoutAsync(key);
                    if (repeated.StatusCode == HttpStatusCode.Accepted)
                    {
                        ShopVisitor.OrderOf(repeated).ShouldBe(orderOfKey[key]);
                    }
                }
            }
        })).ToList();

        await Eventually.IsTrueAsync(() => orderOfKey.Count >= 20 && reads > 500, because: "there is load");
        await system.KillAsync("postgres-primary");
        var readsAtKill = Volatile.Read(ref reads);
        await Eventually.IsTrueAsync(() => Volatile.Read(ref reads) > readsAtKill + 500 && Volatile.Read(ref refusedOrders) > 0, TimeSpan.FromMinutes(1), "reads go on and orders are refused while the primary is down");
        await system.StartAsync("postgres-primary");
        var ordersAtStart = orderOfKey.Count;
        await Eventually.IsTrueAsync(() => orderOfKey.Count >= ordersAtStart + 20, TimeSpan.FromMinutes(1), "orders are accepted again, with nothing else restarted");
        await done.CancelAsync();
        await Task.WhenAll([.. readers, .. buyers]);

        failedReads.ShouldBeEmpty($"of {reads} reads");
        orderOfKey.Values.Distinct(StringComparer.Ordinal).Count().ShouldBe(orderOfKey.Count, "each key has an order of its own");
        await using var primary = await system.OpenAdminAsync("postgres-primary", "store");
        await using var command = new NpgsqlCommand("select count(*) from orders where id = any($1)", primary) { Parameters = { new() { Value = orderOfKey.Values.ToArray() } } };
        ((long)(await command.ExecuteScalarAsync())!).ShouldBe(orderOfKey.Count, "every acknowledged order is there");
    }

    private static async Task<HttpResponseMessage?> AgainAsync(Func<Task<HttpResponseMessage>> send, CancellationToken done, Action? refused = null)
    {
        while (!done.IsCancellationRequested)
        {
            var response = await send();
            if (response.IsSuccessStatusCode)
            {
                return response;
            }

            ((int)response.StatusCode).ShouldBeGreaterThanOrEqualTo(500, await response.Content.ReadAsStringAsync(CancellationToken.None));
            response.Dispose();
            refused?.Invoke();
        }

        return null;
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
