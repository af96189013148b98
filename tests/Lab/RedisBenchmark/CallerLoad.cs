using System.Diagnostics;
using StackExchange.Redis;

namespace MyArch.Lab.RedisBenchmark;

/// <summary>Callers that each send a command when the one before is answered, all through one multiplexer: what redis-benchmark does without pipelining.</summary>
internal sealed class CallerLoad(IDatabase database, int callers, int valueBytes)
{
    private static readonly RedisKey Key = "benchmark";

    private readonly byte[] _value = new byte[valueBytes];

    public async Task<LoadResult> RunAsync(string command, TimeSpan duration)
    {
        await database.StringSetAsync(Key, _value);
        var allocated = GC.GetTotalAllocatedBytes(precise: true);
        var start = Stopwatch.GetTimestamp();
        var waits = await Task.WhenAll(Enumerable.Range(0, callers).Select(_ => Task.Run(() => command == "get" ? GetAsync(start, duration) : SetAsync(start, duration))));
        var elapsed = Stopwatch.GetElapsedTime(start);
        allocated = GC.GetTotalAllocatedBytes(precise: true) - allocated;
        var all = waits.SelectMany(static list => list).Order().ToArray();
        return new(
            all.Length / elapsed.TotalSeconds,
            Stopwatch.GetElapsedTime(0, all[all.Length / 2]),
            Stopwatch.GetElapsedTime(0, all[(int)(all.Length * 0.99)]),
            (double)allocated / all.Length);
    }

    private async Task<List<long>> GetAsync(long start, TimeSpan duration)
    {
        var waits = new List<long>(1 << 16);
        for (var last = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(start, last) < duration;)
        {
            byte[]? answer = await database.StringGetAsync(Key);
            if (answer?.Length != _value.Length)
            {
                throw new InvalidOperationException($"A value of {_value.Length} bytes came back with {answer?.Length}.");
            }

            last = Add(waits, last);
        }

        return waits;
    }

    private async Task<List<long>> SetAsync(long start, TimeSpan duration)
    {
        var waits = new List<long>(1 << 16);
        for (var last = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(start, last) < duration;)
        {
            await database.StringSetAsync(Key, _value);
            last = Add(waits, last);
        }

        return waits;
    }

    private static long Add(List<long> waits, long last)
    {
        var now = Stopwatch.GetTimestamp();
        waits.Add(now - last);
        return now;
    }
}
