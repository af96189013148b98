using System.Net;
using Xunit.Abstractions;

namespace MyArch.SystemTests.Shop;

/// <summary>A thousand random operations by twenty visitors while instances are killed: every cart is what a model says.</summary>
[Collection(ProdCollection.Name)]
public sealed class CartModelTests(ProdSystem system, ITestOutputHelper output)
{
    private const int Visitors = 20;
    private const int OperationsOfEach = 50;
    private const int Kills = 4;
    private const int MaxQuantity = 99;

    [Fact]
    public async Task Every_cart_equals_its_model_although_instances_are_killed()
    {
        await system.RestoreAsync();
        using var site = system.ShopSite();
        var (operations, failures, postponed, kills) = (0, 0, 0, 0);

        var killer = Task.Run(async () =>
        {
            var victims = new Random(42);
            for (var kill = 0; kill < Kills; kill++)
            {
                var before = Volatile.Read(ref operations);
                await Eventually.IsTrueAsync(() => Volatile.Read(ref operations) > before + 120, TimeSpan.FromMinutes(2), "120 more operations were done");
                await system.KillAsync($"cart-{"abc"[victims.Next(3)]}1");
                Interlocked.Increment(ref kills);
                await system.RestoreAsync();
            }
        });

        await Task.WhenAll(Enumerable.Range(0, Visitors).Select(number => Task.Run(async () =>
        {
            var random = new Random(number);
            var visitor = new ShopVisitor(site);
            SortedDictionary<int, int> model = [];
            for (var operation = 0; operation < OperationsOfEach || !killer.IsCompleted; operation++)
            {
                var (after, send) = Next(random, visitor, model);
                using var response = await send();
                Interlocked.Increment(ref operations);
                if ((int)response.StatusCode < 500)
                {
                    var isRefused = after is null;
                    ((int)response.StatusCode >= 400).ShouldBe(isRefused, $"{response.RequestMessage!.Method} {response.RequestMessage.RequestUri} was answered with {(int)response.StatusCode}");
                    model = after ?? model;
                    continue;
                }

                // Whatever failed, it was carried out or it was not, but nothing in between.
                if (response.StatusCode == HttpStatusCode.ServiceUnavailable && response.Headers.RetryAfter is not null && response.Headers.GetValues("X-Instance").Single().StartsWith("cart-", StringComparison.Ordinal))
                {
                    // The session store took more than a second, on a machine with much else to do. The load balancer itself has no reason to refuse anything.
                    Interlocked.Increment(ref postponed);
                }
                else
                {
                    Interlocked.Increment(ref failures);
                }

                var seen = await visitor.CartAfterFailureAsync();
                var isDone = after is not null && Same(seen, after);
                (isDone || Same(seen, model)).ShouldBeTrue($"Visitor {number}: [{Words(seen)}] is neither [{Words(model)}] nor [{Words(after ?? model)}]");
                model = seen;
            }

            Words(await visitor.CartAfterFailureAsync()).ShouldBe(Words(model), $"visitor {number}");
        })));
        await killer;

        output.WriteLine($"{operations} operations, {Kills} kills, {failures} requests failed, {postponed} were to be sent again later");
        operations.ShouldBeGreaterThanOrEqualTo(Visitors * OperationsOfEach);
        // What an instance died with is sent to another one: every write may be done twice, the additions because of their keys.
        failures.ShouldBe(0);
        // One moment in which the disk stands still postpones an operation of each visitor.
        postponed.ShouldBeLessThanOrEqualTo(operations / 10);
        await system.RestoreAsync();
    }

    /// <summary>A random operation and the cart after it; null if it must be refused.</summary>
    private static (SortedDictionary<int, int>? After, Func<Task<HttpResponseMessage>> Send) Next(Random random, ShopVisitor visitor, SortedDictionary<int, int> model)
    {
        var productId = random.Next(1, 30);
        var quantity = random.Next(1, 40);
        SortedDictionary<int, int> after = new(model);
        switch (random.Next(10))
        {
            case < 5:
                after[productId] = after.GetValueOrDefault(productId) + quantity;
                return (after[productId] > MaxQuantity ? null : after, () => visitor.AddAsync(productId, quantity));
            case < 8 when model.Count > 0:
                productId = model.Keys.ElementAt(random.Next(model.Count));
                after[productId] = quantity;
                return (after, () => visitor.SendAsync(HttpMethod.Put, $"/api/cart/items/{productId}", new { quantity }));
            case 8 when model.Count > 0:
                productId = model.Keys.ElementAt(random.Next(model.Count));
                after.Remove(productId);
                return (after, () => visitor.SendAsync(HttpMethod.Delete, $"/api/cart/items/{productId}"));
            default:
                return (after, () => visitor.SendAsync(HttpMethod.Get, "/api/cart"));
        }
    }

    private static bool Same(SortedDictionary<int, int> left, SortedDictionary<int, int> right) => left.SequenceEqual(right);

    private static string Words(SortedDictionary<int, int> cart) => string.Join(' ', cart.Select(static line => $"{line.Key}x{line.Value}"));
}
