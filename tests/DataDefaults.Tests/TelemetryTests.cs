using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using MyArch.DataDefaults.Tests.Caching;

namespace MyArch.DataDefaults.Tests;

[Collection(PairCollection.Name)]
public sealed class TelemetryTests(PostgresPair pair) : CacheFixture(pair)
{
    [Fact]
    public async Task Reads_and_lookups_are_counted_and_stand_on_the_span_of_the_request()
    {
        ConcurrentDictionary<string, double> seen = new(StringComparer.Ordinal);
        using var listener = new MeterListener
        {
            InstrumentPublished = static (instrument, self) =>
            {
                if (instrument.Meter.Name == "MyArch.DataDefaults")
                {
                    self.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Add(instrument, value, tags));
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Add(instrument, value, tags));
        listener.Start();
        var instance = await StartAsync();
        seen.Clear();
        using var span = new Activity("request").Start();

        await instance.GetAsync(1);
        span.GetTagItem("myarch.cache.outcome").ShouldBe("miss");
        span.GetTagItem("myarch.database.role").ShouldBe("replica");
        span.GetTagItem("myarch.database.choice").ShouldBe("fresh");
        await instance.GetAsync(1);
        span.GetTagItem("myarch.cache.outcome").ShouldBe("hit");
        await instance.RenameAsync(1, "coat");
        await instance.ReadPrimaryAsync<int>("select 1");
        listener.RecordObservableInstruments();

        seen["myarch.cache.lookup.completed hit False"].ShouldBe(1);
        seen["myarch.cache.lookup.completed miss False"].ShouldBe(1);
        seen["myarch.cache.load.completed stored"].ShouldBe(1);
        seen["myarch.cache.read.saved"].ShouldBe(1);
        seen["myarch.database.read.completed replica fresh"].ShouldBe(1);
        seen["myarch.database.read.completed primary requested"].ShouldBe(1);
        seen["myarch.database.write.completed committed"].ShouldBe(1);
        seen.Keys.ShouldContain($"myarch.database.replica.lag 127.0.0.1 {Pair.Replica.Port}");
        seen.Keys.ShouldContain($"myarch.database.replica.missing 127.0.0.1 {Pair.Replica.Port}");

        void Add(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
        {
            var name = string.Join(' ', (string?[])[instrument.Name, .. tags.ToArray().Select(static tag => tag.Value?.ToString())]);
            seen.AddOrUpdate(name, value, (_, sum) => sum + value);
        }
    }

    [Fact]
    public async Task Lag_is_reported_in_seconds_and_bytes()
    {
        var instance = await StartAsync();
        await Pair.PauseAsync();
        try
        {
            await instance.CommitAsync(1, "coat");
            var servers = instance.Get<DatabaseConnections>().Servers;

            await Eventually.IsTrueAsync(() => servers.Replica!.BehindSince is { } since && TimeProvider.System.GetElapsedTime(since) > TimeSpan.FromMilliseconds(300));
            (servers.Primary!.Position > servers.Replica!.Position).ShouldBeTrue();
        }
        finally
        {
            await Pair.ResumeAsync();
        }

        await Eventually.IsTrueAsync(() => instance.Get<DatabaseConnections>().Servers.Replica!.BehindSince is null);
    }
}
