using System.Collections.Concurrent;
using System.Net;

namespace MyArch.SystemTests.Shop;

/// <summary>Redis dies under load: what was acknowledged is there when it is back, and nothing else is restarted.</summary>
[Collection(ProdCollection.Name)]
public sealed class SessionStoreFailureTests(ProdSystem system)
{
    [Fact]
    public async Task No_acknowledged_update_of_a_cart_is_lost_when_Redis_is_killed()
    {
        await system.RestoreAsync();
        using var site = system.ShopSite();
        using var done = new CancellationTokenSource();
        var (acknowledged, refused) = (0, 0);
        ConcurrentBag<int> refusals = [];
        var visitors = Enumerable.Range(0, 8).Select(number => Task.Run(async () =>
        {
            var visitor = new ShopVisitor(site);
            SortedDictionary<int, int> model = [];
            var random = new Random(number);
            while (!done.IsCancellationRequested)
            {
                // A PUT sets, so that sending it again changes nothing: what is known is known for sure.
                var (productId, quantity) = (random.Next(1, 40), random.Next(1, 99));
                if (!model.ContainsKey(productId))
                {
                    using var added = await visitor.AddAsync(productId, 1);
                    if (!added.IsSuccessStatusCode)
                    {
                        refusals.Add((int)added.StatusCode);
                        Interlocked.Increment(ref refused);
                        // Refused, or done and not acknowledged; nothing else has changed.
                        var after = await visitor.CartAfterFailureAsync();
                        if (after.GetValueOrDefault(productId) == 1)
                        {
                            model[productId] = 1;
                        }

                        after.ShouldBe(model, $"visitor {number}");
                        continue;
                    }

                    model[productId] = 1;
                    Interlocked.Increment(ref acknowledged);
                    continue;
                }

                using var set = await visitor.SendAsync(HttpMethod.Put, $"/api/cart/items/{productId}", new { quantity });
                if (set.IsSuccessStatusCode)
                {
                    model[productId] = quantity;
                    Interlocked.Increment(ref acknowledged);
                }
                else
                {
                    refusals.Add((int)set.StatusCode);
                    Interlocked.Increment(ref refused);
                    var seen = await visitor.CartAfterFailureAsync();
                    seen[productId].ShouldBeOneOf(model[productId], quantity);
                    model[productId] = seen[productId];
                    seen.ShouldBe(model, $"visitor {number}");
                }
            }

            (await visitor.CartAfterFailureAsync()).ShouldBe(model, $"visitor {number}");
        })).ToList();

        await Eventually.IsTrueAsync(() => acknowledged > 300, because: "there is load");
        await system.KillAsync("sessions");
        await Eventually.IsTrueAsync(() => refused > 0, because: "updates are refused while Redis is down");
        await system.StartAsync("sessions");
        var before = Volatile.Read(ref acknowledged);
        await Eventually.IsTrueAsync(() => Volatile.Read(ref acknowledged) > before + 300, TimeSpan.FromMinutes(3), "updates are acknowledged again, with nothing else restarted");
        await done.CancelAsync();
        await Task.WhenAll(visitors);

        refusals.Distinct().ShouldBe([(int)HttpStatusCode.ServiceUnavailable]);
    }

    [Fact]
    public async Task The_catalog_goes_on_without_its_cache_and_no_reader_notices()
    {
        await system.RestoreAsync();
        using var site = system.ShopSite();
        await using var readers = new ReadLoad(site);
        await readers.MoreAsync(500);
        await system.KillAsync("cache");
        try
        {
            await readers.MoreAsync(500);

            // Sessions are on a server of their own.
            await new ShopVisitor(site).FillAsync(7, 1);
        }
        finally
        {
            await system.StartAsync("cache");
        }

        await readers.MoreAsync(500);
        await readers.EndAsync();
        await Eventually.IsTrueAsync(async cancellationToken =>
        {
            using var response = await site.GetAsync("/api/catalog/items/77", cancellationToken);
            return response.Headers.GetValues("X-Cache").Single() == "hit";
        }, because: "the cache is used again");
    }
}
