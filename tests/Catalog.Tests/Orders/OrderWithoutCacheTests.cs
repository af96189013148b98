using System.Diagnostics;
using System.Globalization;

namespace MyArch.Catalog.Tests.Orders;

[Collection(DataTierCollection.Name)]
public sealed class OrderWithoutCacheTests(DataTier tier)
{
    [Fact]
    public async Task An_order_of_many_lines_waits_once_for_a_Redis_that_hangs()
    {
        var database = await tier.CreateDatabaseAsync();
        await using var server = tier.CreateServer(database, settings: [("Cache:OperationTimeout", "00:00:00.6")]);
        using var caller = server.CreateCaller();
        using var visitor = server.CreateVisitor();
        await Eventually.BecomesAsync(
            async token => (await visitor.GetAsync("/api/catalog/items/1", token)).Header("X-Cache"), static outcome => outcome == "hit", because: "Redis is connected");
        var prices = (string)(await tier.ExecuteAsync(database, "SELECT string_agg(id || ':' || price_cents, ' ') FROM products WHERE id <= 50 AND stock > 0"))!;
        (int, int, int)[] lines = [.. prices.Split(' ').Select(static pair => pair.Split(':')).Select(static pair => (Number(pair[0]), 1, Number(pair[1])))];
        lines.Length.ShouldBeGreaterThan(40);
        tier.Redis.Process.Hang();
        try
        {
            var watch = Stopwatch.StartNew();
            (await caller.DecideAsync(Placing.NewId(), lines)).Status().ShouldBe("confirmed");

            // One after another they would take twenty-four seconds.
            watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(15));
        }
        finally
        {
            tier.Redis.Process.Resume();
        }
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
