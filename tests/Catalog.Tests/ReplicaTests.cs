using System.Net;
using MyArch.Catalog.Tests.Orders;

namespace MyArch.Catalog.Tests;

/// <summary>What a client is told while the replica lags, the replica is down, the primary is down, or the cache is.</summary>
[Collection(DataTierCollection.Name)]
public sealed class ReplicaTests(DataTier tier) : IAsyncLifetime
{
    // Longer than any test: the replica stands still, and must be used all the same.
    private static readonly (string, string)[] Patient = [("Database:MaxLag", "00:10:00"), ("Cache:TombstoneTimeToLive", "00:20:00"), ("Database:MonitorInterval", "00:00:00.1")];

    private string _database = "";
    private CatalogServer _server = null!;
    private HttpClient _visitor = null!;
    private HttpClient _admin = null!;
    private HttpClient _caller = null!;

    public async Task InitializeAsync()
    {
        _database = await tier.CreateDatabaseAsync();
        _server = tier.CreateServer(_database, withReplica: true, settings: Patient);
        (_visitor, _admin, _caller) = (_server.CreateVisitor(), _server.CreateAdmin(), _server.CreateCaller());
        // As soon as the replica has the database, reads are served by it.
        var id = 0;
        await Eventually.BecomesAsync(
            async token => (await _visitor.GetAsync($"/api/catalog/items/{++id}", token)).Header("X-Database"), static role => role == "replica", because: "reads come from the replica");
    }

    public async Task DisposeAsync()
    {
        _visitor.Dispose();
        _admin.Dispose();
        _caller.Dispose();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task While_the_replica_stands_still_a_writer_reads_his_own_write_and_others_what_was_valid_before()
    {
        const string Path = "/api/catalog/items/700";
        const string List = "/api/catalog/items?category=socks&limit=1";
        await tier.PauseReplicaAsync();
        try
        {
            var edit = await _admin.SendJsonAsync(HttpMethod.Put, Path, Shop.Body("Mine", category: "socks"), ("If-Match", "\"1\""));
            var token = edit.Header("X-Consistency-Token").ShouldNotBeNull();

            var mine = await _visitor.SendAsync(HttpMethod.Get, Path, ("X-Consistency-Token", token));
            (await mine.ShouldBeJsonAsync()).GetProperty("name").GetString().ShouldBe("Mine");
            var byCookie = await _visitor.SendAsync(HttpMethod.Get, Path, ("Cookie", $"consistency-token={Uri.EscapeDataString(token)}"));
            (await byCookie.ShouldBeJsonAsync()).GetProperty("name").GetString().ShouldBe("Mine");
            var myList = await _visitor.SendAsync(HttpMethod.Get, "/api/catalog/items?q=mine", ("X-Consistency-Token", token));
            myList.Header("X-Database").ShouldBe("primary");
            (await myList.ShouldBeJsonAsync()).GetProperty("items").GetArrayLength().ShouldBe(1);

            var others = await _visitor.GetAsync("/api/catalog/items?q=mine&limit=5");
            others.Header("X-Database").ShouldBe("replica");
            (await others.ShouldBeJsonAsync()).GetProperty("items").GetArrayLength().ShouldBe(0);
            (await _visitor.GetAsync(List)).Header("X-Database").ShouldBe("replica");
        }
        finally
        {
            await tier.ResumeReplicaAsync();
        }

        // Another list each time, which nobody has cached.
        var limit = 5;
        await Eventually.BecomesAsync(
            async token =>
            {
                var list = await _visitor.GetAsync($"/api/catalog/items?q=mine&limit={++limit}", token);
                return (list.Header("X-Database"), (await list.ShouldBeJsonAsync()).GetProperty("items").GetArrayLength());
            },
            static seen => seen == ("replica", 1), because: "the replica has caught up");
    }

    [Fact]
    public async Task While_the_replica_stands_still_a_new_item_is_found_and_an_order_is_known_at_once()
    {
        await tier.PauseReplicaAsync();
        try
        {
            var added = await (await _admin.SendJsonAsync(HttpMethod.Post, "/api/catalog/items", Shop.Body())).ShouldBeJsonAsync(HttpStatusCode.Created);
            var id = added.GetProperty("id").GetInt32();
            // Nobody's token: the replica does not know it, so the primary is asked before anything is said.
            (await _visitor.GetAsync($"/api/catalog/items/{id}")).StatusCode.ShouldBe(HttpStatusCode.OK);

            var order = Placing.NewId();
            (await _caller.DecideAsync(order, (id, 1, 1590))).Status().ShouldBe("confirmed");
            var read = await _caller.GetAsync($"/internal/orders/{order}");
            (await read.ShouldBeJsonAsync()).Status().ShouldBe("confirmed");
            read.Header("X-Database").ShouldBe("primary");
        }
        finally
        {
            await tier.ResumeReplicaAsync();
        }
    }

    [Fact]
    public async Task An_instance_starts_before_the_replica_has_heard_of_the_database_and_uses_it_as_soon_as_it_has()
    {
        await tier.PauseReplicaAsync();
        var database = await tier.CreateDatabaseAsync();
        await using var server = tier.CreateServer(database, withReplica: true, settings: Patient);
        using var visitor = server.CreateVisitor();
        try
        {
            var read = await visitor.GetAsync("/api/catalog/items/1");
            read.StatusCode.ShouldBe(HttpStatusCode.OK);
            read.Header("X-Database").ShouldBe("primary");
        }
        finally
        {
            await tier.ResumeReplicaAsync();
        }

        var id = 1;
        await Eventually.BecomesAsync(
            async token => (await visitor.GetAsync($"/api/catalog/items/{++id}", token)).Header("X-Database"), static role => role == "replica", because: "reads come from the replica");
    }

    [Fact]
    public async Task A_token_that_is_none_or_of_another_system_is_no_reason_to_fail()
    {
        foreach (var token in (string[])["garbage", "0/0", "FFFFFFFF/FFFFFFFF", "' OR 1=1", new string('9', 5000)])
        {
            (await _visitor.SendAsync(HttpMethod.Get, "/api/catalog/items/801", ("X-Consistency-Token", token))).StatusCode.ShouldBe(HttpStatusCode.OK, token);
        }
    }

    [Fact]
    public async Task When_the_primary_is_down_reads_go_on_and_writes_wait_for_it()
    {
        tier.Primary.Process.Shutdown();
        try
        {
            var read = await _visitor.GetAsync("/api/catalog/items/802");
            (await read.ShouldBeJsonAsync()).GetProperty("id").GetInt32().ShouldBe(802);
            read.Header("X-Database").ShouldBe("replica");
            (await _visitor.GetAsync("/api/catalog/items?q=hoodie&limit=3")).StatusCode.ShouldBe(HttpStatusCode.OK);

            foreach (var write in (Func<Task<HttpResponseMessage>>[])[
                () => _admin.SendJsonAsync(HttpMethod.Post, "/api/catalog/items", Shop.Body()),
                () => _caller.PlaceAsync("down-1", Placing.Message("down-1", lines: [(1, 1, 1590)])),
                () => _caller.GetAsync("/internal/orders/down-1")])
            {
                var refused = await write();
                await refused.ShouldBeProblemAsync(HttpStatusCode.ServiceUnavailable);
                refused.Headers.RetryAfter.ShouldNotBeNull();
            }
        }
        finally
        {
            await tier.Primary.StartAsync();
        }

        // By itself: nothing else is restarted.
        await Eventually.BecomesAsync(
            _ => _caller.PlaceAsync("down-1", Placing.Message("down-1", lines: [(1, 1, 1590)])), static order => order.StatusCode == HttpStatusCode.OK, because: "writes work again");
    }

    [Fact]
    public async Task When_the_replica_is_down_reads_come_from_the_primary()
    {
        tier.Replica.Process.Shutdown();
        try
        {
            for (var id = 810; id < 820; id++)
            {
                var read = await _visitor.GetAsync($"/api/catalog/items/{id}");
                read.StatusCode.ShouldBe(HttpStatusCode.OK);
                read.Header("X-Database").ShouldBe("primary");
            }
        }
        finally
        {
            await tier.Replica.StartAsync();
        }
    }

    [Fact]
    public async Task When_the_cache_is_down_everything_is_served_from_the_database()
    {
        // Each request that asks Redis waits as long as that may take.
        await using var server = tier.CreateServer(_database, withReplica: true, id: "catalog-b1", settings: [.. Patient, ("Cache:OperationTimeout", "00:00:00.2")]);
        using var visitor = server.CreateVisitor();
        using var admin = server.CreateAdmin();
        tier.Redis.Process.Kill();
        try
        {
            foreach (var path in (string[])["/api/catalog/items/830", "/api/catalog/items/830", "/api/catalog/items?limit=2", "/api/catalog/categories", "/api/catalog/items/830/picture"])
            {
                var read = await visitor.GetAsync(path);
                read.StatusCode.ShouldBe(HttpStatusCode.OK, path);
                read.Header("X-Cache").ShouldBe("miss");
            }

            var edit = await admin.SendJsonAsync(HttpMethod.Put, "/api/catalog/items/830", Shop.Body("No Cache"), ("If-Match", "\"1\""));
            edit.StatusCode.ShouldBe(HttpStatusCode.OK);
            (await (await visitor.SendAsync(HttpMethod.Get, "/api/catalog/items/830", ("X-Consistency-Token", edit.Header("X-Consistency-Token")!)))
                .ShouldBeJsonAsync()).GetProperty("name").GetString().ShouldBe("No Cache");
        }
        finally
        {
            await tier.Redis.StartAsync();
        }
    }

    [Theory]
    [InlineData("Lazy")]
    [InlineData("WriteThrough")]
    public async Task In_both_modes_of_the_cache_whoever_has_written_never_sees_what_was_before(string mode)
    {
        var database = await tier.CreateDatabaseAsync();
        await using var one = tier.CreateServer(database, withReplica: true, settings: [("Cache:Mode", mode), .. Patient]);
        await using var two = tier.CreateServer(database, withReplica: true, id: "catalog-b1", settings: [("Cache:Mode", mode), .. Patient]);
        using var admin = one.CreateAdmin();
        HttpClient[] visitors = [one.CreateVisitor(), two.CreateVisitor()];
        using var stop = new CancellationTokenSource();
        // Others read all the time, and fill the cache with whatever their replica has.
        var crowd = Task.WhenAll(visitors.Select(async visitor =>
        {
            while (!stop.IsCancellationRequested)
            {
                (await visitor.GetAsync("/api/catalog/items/55", CancellationToken.None)).StatusCode.ShouldBe(HttpStatusCode.OK);
            }
        }));

        for (var version = 1; version <= 40; version++)
        {
            var edit = await admin.SendJsonAsync(HttpMethod.Put, "/api/catalog/items/55", Shop.Body($"Version {version + 1}"), ("If-Match", $"\"{version}\""));
            edit.StatusCode.ShouldBe(HttpStatusCode.OK);
            foreach (var visitor in visitors)
            {
                var seen = await visitor.SendAsync(HttpMethod.Get, "/api/catalog/items/55", ("X-Consistency-Token", edit.Header("X-Consistency-Token")!));
                (await seen.ShouldBeJsonAsync()).GetProperty("name").GetString().ShouldBe($"Version {version + 1}");
            }
        }

        await stop.CancelAsync();
        await crowd;
        Array.ForEach(visitors, static visitor => visitor.Dispose());
    }
}
