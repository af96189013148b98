using Microsoft.Extensions.Options;
using MyArch.ServiceDefaults;

namespace MyArch.Time.Tests;

public sealed class WorldClockTests
{
    private readonly WorldClock _clock = new(TimeProvider.System, Options.Create(new InstanceOptions { Id = "time-a1", Zone = "a", Type = "t3.micro", Version = "v1" }));

    [Theory]
    [InlineData("2026-03-29T00:59:59.999Z", "Europe/Berlin", "2026-03-29T01:59:59.999+01:00", "+01:00")]
    [InlineData("2026-03-29T01:00:00.000Z", "Europe/Berlin", "2026-03-29T03:00:00.000+02:00", "+02:00")]
    [InlineData("2026-10-25T00:30:00.000Z", "Europe/Berlin", "2026-10-25T02:30:00.000+02:00", "+02:00")]
    [InlineData("2026-10-25T01:30:00.000Z", "Europe/Berlin", "2026-10-25T02:30:00.000+01:00", "+01:00")]
    [InlineData("2026-07-01T00:00:00.000Z", "Australia/Lord_Howe", "2026-07-01T10:30:00.000+10:30", "+10:30")]
    [InlineData("2026-12-31T23:59:59.999Z", "Pacific/Kiritimati", "2027-01-01T13:59:59.999+14:00", "+14:00")]
    [InlineData("2028-02-29T00:00:00.000Z", "America/St_Johns", "2028-02-28T20:30:00.000-03:30", "-03:30")]
    public void Summer_time_odd_offsets_and_the_date_line_are_right(string utc, string zone, string local, string offset)
    {
        var answer = _clock.Read(TimeZoneInfo.FindSystemTimeZoneById(zone), DateTimeOffset.Parse(utc, provider: null));

        answer.ShouldBe(new TimeAnswer(utc, local, zone, offset, new TimeInstance("time-a1", "a", "t3.micro", "v1")));
    }
}
