namespace MyArch.AppHost.AutoScaling;

/// <summary>Where a group's instances are placed: one zone after the other, so that zones never differ by more than one instance.</summary>
internal static class ZoneSpread
{
    /// <summary>The name and zone of each instance. The number in a name counts within its zone: time-a1, time-b1, time-c1, time-a2, …</summary>
    public static IEnumerable<(string Name, string Zone)> Place(string group, int count, IReadOnlyList<string> zones) =>
        Enumerable.Range(0, count).Select(index =>
        {
            var zone = zones[index % zones.Count];
            return ($"{group}-{zone}{(index / zones.Count) + 1}", zone);
        });
}
