using System.Collections.Concurrent;
using System.Net;
using Aspire.Hosting.ApplicationModel;

namespace MyArch.SystemTests.Shop;

/// <summary>The worker tier and its queue die under load: every order that was placed is decided, once.</summary>
[Collection(ProdCollection.Name)]
public sealed class WorkerTests(ProdSystem system)
{
    [Fact]
    public async Task Workers_and_the_queue_are_killed_and_every_order_is_decided_once()
    {
        await system.RestoreAsync();
        using var site = system.ShopSite();
        await using var book = await OrderBook.OpenAsync(system);
        var (ordersBefore, stockBefore) = (await book.CountAsync(), await book.StockAsync());
        using var done = new CancellationTokenSource();
        ConcurrentBag<string> orders = [];
        var buyers = Enumerable.Range(0, 4).Select(number => Task.Run(async () =>
        {
            for (var order = 0; !done.IsCancellationRequested; order++)
            {
                orders.Add(await BuyAsync(site, 800 + (number * 20) + (order % 20)));
            }
        })).ToList();

        foreach (var victim in (string[])["worker-a1", "worker-b1-app", "aws", "worker-a1-app", "worker-b1"])
        {
            var before = orders.Count;
            await Eventually.IsTrueAsync(() => orders.Count > before + 20 || buyers.Exists(static buyer => buyer.IsFaulted), TimeSpan.FromMinutes(3), $"20 more orders were placed before {victim} dies");
            await system.KillAsync(victim);
            await system.StartAsync(victim);
        }

        await done.CancelAsync();
        await Task.WhenAll(buyers);
        await book.ShouldHaveDecidedAsync(orders, ordersBefore, stockBefore);
    }

    [Fact]
    public async Task A_worker_that_is_drained_under_load_finishes_what_it_has_and_gives_nothing_up()
    {
        const string Drained = "worker-a1";
        await system.RestoreAsync();
        using var site = system.ShopSite();
        await using var book = await OrderBook.OpenAsync(system);
        var (ordersBefore, stockBefore) = (await book.CountAsync(), await book.StockAsync());
        using var done = new CancellationTokenSource();
        ConcurrentBag<string> orders = [];
        var buyers = Enumerable.Range(0, 4).Select(number => Task.Run(async () =>
        {
            for (var order = 0; !done.IsCancellationRequested; order++)
            {
                orders.Add(await BuyAsync(site, 600 + (number * 20) + (order % 20)));
            }
        })).ToList();
        await Eventually.IsTrueAsync(() => orders.Count > 20 || buyers.Exists(static buyer => buyer.IsFaulted), TimeSpan.FromMinutes(3), "there is load");

        var drained = await system.Application.ResourceCommands.ExecuteCommandAsync(Drained, "drain");

        drained.Success.ShouldBeTrue(drained.Message);
        drained.Message.ShouldBe("Paused, 0 at work.");
        await system.Application.ResourceNotifications.WaitForResourceAsync(Drained, KnownResourceStates.TerminalStates);
        // The other one goes on.
        var afterwards = orders.Count;
        await Eventually.IsTrueAsync(() => orders.Count > afterwards + 20 || buyers.Exists(static buyer => buyer.IsFaulted), TimeSpan.FromMinutes(3), "orders are placed");
        await done.CancelAsync();
        await Task.WhenAll(buyers);
        await book.ShouldHaveDecidedAsync(orders, ordersBefore, stockBefore);
        await system.StartAsync(Drained);
        (await system.Application.ResourceCommands.ExecuteCommandAsync(Drained, "pause")).Message.ShouldStartWith("Paused");
        (await system.Application.ResourceCommands.ExecuteCommandAsync(Drained, "resume")).Message.ShouldStartWith("Pulling");
    }

    [Fact]
    public async Task After_an_outage_that_outlasts_all_retries_redrive_completes_the_orders()
    {
        await system.RestoreAsync();
        using var site = system.ShopSite();
        await using var book = await OrderBook.OpenAsync(system);
        var (ordersBefore, stockBefore) = (await book.CountAsync(), await book.StockAsync());
        List<string> orders = [];
        await system.KillAsync("postgres-primary");
        for (var order = 0; order < 5; order++)
        {
            orders.Add(await BuyAsync(site, 900 + order));
        }

        // Periodic tasks that need the database become dead letters too.
        await Eventually.BecomesAsync(
            async cancellationToken => await JobsQueue.CountAsync(system, "jobs", cancellationToken) == 0 && await JobsQueue.CountAsync(system, "jobs-dlq", cancellationToken) >= orders.Count,
            static allAreDead => allAreDead,
            TimeSpan.FromMinutes(3),
            "all orders are dead letters");
        await system.StartAsync("postgres-primary");

        var redriven = await system.Application.ResourceCommands.ExecuteCommandAsync("jobs", "redrive");

        redriven.Success.ShouldBeTrue(redriven.Message);
        await book.ShouldHaveDecidedAsync(orders, ordersBefore, stockBefore);
    }

    /// <summary>Puts one thing into a new visitor's cart and orders it, with the same key until it is accepted.</summary>
    private static async Task<string> BuyAsync(HttpClient site, int productId)
    {
        var visitor = new ShopVisitor(site);
        await visitor.FillAsync(productId, 1);
        var key = Guid.NewGuid().ToString("N");
        using var accepted = await Eventually.BecomesAsync(
            async _ => await visitor.CheckoutAsync(key),
            static response => response.StatusCode == HttpStatusCode.Accepted,
            because: "the order is accepted; only a queue that is down may refuse it");
        return ShopVisitor.OrderOf(accepted);
    }
}
