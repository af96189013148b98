using MyArch.AppHost.AutoScaling;

namespace MyArch.AppHost.Tests.AutoScaling;

public sealed class ZoneSpreadTests
{
    [Theory]
    [InlineData(1, "a", "time-a1")]
    [InlineData(3, "abc", "time-a1 time-b1 time-c1")]
    [InlineData(6, "abc", "time-a1 time-b1 time-c1 time-a2 time-b2 time-c2")]
    [InlineData(4, "ab", "time-a1 time-b1 time-a2 time-b2")]
    [InlineData(5, "abc", "time-a1 time-b1 time-c1 time-a2 time-b2")]
    public void Instances_are_placed_in_one_zone_after_the_other(int count, string zones, string expected)
    {
        var placed = ZoneSpread.Place("time", count, [.. zones.Select(static zone => zone.ToString())]).ToList();

        string.Join(' ', placed.Select(static instance => instance.Name)).ShouldBe(expected);
        placed.ShouldAllBe(static instance => instance.Name.StartsWith($"time-{instance.Zone}", StringComparison.Ordinal));
    }

    [Fact]
    public void Zones_never_differ_by_more_than_one_instance()
    {
        foreach (var count in Enumerable.Range(1, 20))
        {
            var perZone = ZoneSpread.Place("time", count, ["a", "b", "c"]).CountBy(static instance => instance.Zone).Select(static zone => zone.Value).ToList();
            (perZone.Max() - perZone.Min()).ShouldBeLessThanOrEqualTo(1, $"{count} instances");
        }
    }
}
