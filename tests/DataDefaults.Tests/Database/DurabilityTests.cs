using System.Collections.Concurrent;
using System.Globalization;

namespace MyArch.DataDefaults.Tests.DatabaseTests;

/// <summary>The primary is killed while many write, and comes back.</summary>
public sealed class DurabilityTests
{
    [Fact]
    public async Task What_was_acknowledged_is_there_after_the_primary_was_killed_and_what_was_refused_is_not()
    {
        await using var server = await PostgresServer.StartAsync(isDurable: true);
        await using var instance = await Instance.StartAsync(server.ConnectionString(), typeof(DurabilityTests).Assembly);
        ConcurrentBag<int> acknowledged = [];
        ConcurrentBag<int> refused = [];
        ConcurrentBag<int> unknown = [];
        var next = 1000;
        using var end = new CancellationTokenSource();

        var writers = Enumerable.Range(0, 8).Select(_ => Task.Run(async () =>
        {
            while (!end.IsCancellationRequested)
            {
                var id = Interlocked.Increment(ref next);
                try
                {
                    await instance.WriteAsync(string.Create(CultureInfo.InvariantCulture, $"insert into items (id, name) values ({id}, 'sock')"));
                    acknowledged.Add(id);
                }
                catch (DatabaseUnavailableException)
                {
                    refused.Add(id);
                    await Task.Delay(5);
                }
                catch (CommitOutcomeUnknownException)
                {
                    unknown.Add(id);
                }
            }
        })).ToList();
        for (var round = 0; round < 3; round++)
        {
            var before = acknowledged.Count;
            await Eventually.IsTrueAsync(() => acknowledged.Count > before + 50, because: "writes are acknowledged again");
            server.Process.Kill();
            var refusedBefore = refused.Count;
            await Eventually.IsTrueAsync(() => refused.Count > refusedBefore);
            await server.StartAsync();
        }

        var last = acknowledged.Count;
        await Eventually.IsTrueAsync(() => acknowledged.Count > last + 50);
        await end.CancelAsync();
        await Task.WhenAll(writers);

        var there = (await instance.ReadPrimaryAsync<int[]>("select array_agg(id) from items where id >= 1000")).Value.ToHashSet();
        acknowledged.ShouldAllBe(id => there.Contains(id));
        refused.ShouldAllBe(id => !there.Contains(id));
        there.Count.ShouldBeInRange(acknowledged.Count, acknowledged.Count + unknown.Count);
    }
}
