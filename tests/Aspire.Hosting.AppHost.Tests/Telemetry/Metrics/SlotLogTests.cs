using Aspire.Hosting.Dashboard.Telemetry.Metrics;

namespace Aspire.Hosting.Dashboard.Tests.Telemetry.Metrics;

public class SlotLogTests
{
    [Fact]
    public void What_is_written_is_read_and_what_is_trimmed_is_gone()
    {
        var random = new Random(7);
        var log = new SlotLog();
        var expected = new List<(long Slot, SlotEntryKind Kind, double Value, byte[] Buckets)>();
        long slot = 1_800_000_000;
        (long, SlotEntryKind, double) before = default;
        for (var i = 0; i < 20_000; i++)
        {
            slot += random.Next(0, 4) == 0 ? random.Next(0, 5000) : random.Next(0, 2);
            switch (random.Next(4))
            {
                case 0:
                    log.AppendGap(slot);
                    expected.Add((slot, SlotEntryKind.Gap, 0, []));
                    break;
                case 1:
                    var whole = random.NextInt64(-1L << (i % 53), 1L << (i % 53));
                    log.AppendNumber(slot, whole);
                    expected.Add((slot, SlotEntryKind.Integer, whole, []));
                    break;
                case 2:
                    var real = random.NextDouble() - 0.5;
                    log.AppendNumber(slot, real);
                    expected.Add((slot, SlotEntryKind.Real, real, []));
                    break;
                default:
                    var bytes = new byte[random.Next(300)];
                    random.NextBytes(bytes);
                    log.AppendBuckets(slot, bytes);
                    expected.Add((slot, SlotEntryKind.Buckets, 0, bytes));
                    break;
            }

            if (random.Next(50) == 0)
            {
                var oldest = slot - random.Next(100_000);
                var dropped = expected.TakeWhile(entry => entry.Slot < oldest).ToList();
                log.Trim(oldest).ShouldBe(dropped.Count);
                before = dropped.Count == 0 ? before : (dropped[^1].Slot, dropped[^1].Kind, dropped[^1].Value);
                expected.RemoveRange(0, dropped.Count);
                if (random.Next(5) == 0)
                {
                    log.Compact();
                }
            }
        }

        Read(log).ShouldBe(expected.Select(static entry => $"{entry.Slot} {entry.Kind} {entry.Value:R} {Convert.ToHexString(entry.Buckets)}"));
        log.Before.ShouldBe(before);
        log.Count.ShouldBe(expected.Count);
        log.Capacity.ShouldBeLessThan(2 * expected.Sum(static entry => entry.Buckets.Length + 20));
    }

    private static List<string> Read(SlotLog log)
    {
        var all = new List<string>();
        foreach (var entry in log)
        {
            all.Add($"{entry.Slot} {entry.Kind} {entry.Value:R} {Convert.ToHexString(entry.Buckets)}");
        }

        return all;
    }
}
