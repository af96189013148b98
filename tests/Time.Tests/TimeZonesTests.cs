namespace MyArch.Time.Tests;

public sealed class TimeZonesTests
{
    private static readonly TimeZones System = TimeZones.FromSystem();

    [Fact]
    public void Every_name_that_the_platform_lists_is_known() =>
        TimeZoneInfo.GetSystemTimeZones().Select(static zone => zone.Id).ShouldBeSubsetOf(System.Names);

    [Fact]
    public void Every_known_name_has_a_zone_of_that_name()
    {
        foreach (var name in System.Names)
        {
            System.TryFind(name, out var zone).ShouldBeTrue($"{name} is in the list of names, and the platform has no such zone.");
            zone.Id.ShouldBe(name);
        }
    }

    [Fact]
    public void No_name_is_longer_than_the_longest() => System.Names.Max(static name => name.Length).ShouldBeLessThanOrEqualTo(TimeZones.LongestName);

    [Fact]
    public void Tables_and_other_editions_beside_the_zones_are_no_zones()
    {
        System.Names.ShouldAllBe(static name => char.IsAsciiLetterUpper(name[0]));
        System.Names.ShouldNotContain(static name => name.Contains('.'));
    }

    [Fact]
    public void An_old_name_that_has_no_file_of_its_own_leads_to_the_zone_it_links_to()
    {
        using var database = new TemporaryDirectory();
        Directory.CreateDirectory(database.Combine("Asia"));
        File.WriteAllText(database.Combine("Asia", "Kolkata"), "");
        File.WriteAllText(database.Combine("tzdata.zi"), "# version\nZ Asia/Kolkata 5:30 - IST\nL Asia/Kolkata Asia/Calcutta\nL Nowhere/AtAll Old/Nowhere\n");

        var zones = TimeZones.From(database.Path);

        zones.Names.ShouldBe(["Asia/Kolkata", "Asia/Calcutta", "UTC"], ignoreOrder: true);
        zones.TryFind("asia/calcutta", out var zone).ShouldBeTrue();
        zone!.Id.ShouldBe("Asia/Kolkata");
    }

    [Fact]
    public void Without_a_database_the_names_are_those_of_the_platform()
    {
        var zones = TimeZones.From("/nowhere/at/all");

        zones.Names.Count.ShouldBeGreaterThan(300);
        zones.TryFind("Europe/Berlin", out _).ShouldBeTrue();
    }
}
