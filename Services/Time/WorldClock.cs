using System.Globalization;
using Microsoft.Extensions.Options;
using MyArch.ServiceDefaults;

namespace MyArch.Time;

/// <summary>Reads the time in a zone, and signs it with the instance's identity.</summary>
internal sealed class WorldClock(TimeProvider time, IOptions<InstanceOptions> instance)
{
    private readonly TimeInstance _instance = new(instance.Value.Id, instance.Value.Zone, instance.Value.Type, instance.Value.Version);

    /// <summary>The time in <paramref name="zone"/> now.</summary>
    public TimeAnswer Read(TimeZoneInfo zone) => Read(zone, time.GetUtcNow());

    /// <summary>The time in <paramref name="zone"/> at the moment <paramref name="utc"/>.</summary>
    public TimeAnswer Read(TimeZoneInfo zone, DateTimeOffset utc)
    {
        var local = TimeZoneInfo.ConvertTime(utc, zone);
        return new TimeAnswer(
            utc.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture),
            local.ToString("yyyy-MM-ddTHH:mm:ss.fffzzz", CultureInfo.InvariantCulture),
            zone.Id,
            local.ToString("zzz", CultureInfo.InvariantCulture),
            _instance);
    }
}
