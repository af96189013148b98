using System.Text.Json.Serialization;

namespace MyArch.Time;

/// <summary>The time in one zone, and the instance that told it: the answer of <c>GET /api/time</c> and the data of a stream's event.</summary>
/// <param name="Utc">ISO 8601 with milliseconds, <c>2026-03-29T01:00:00.000Z</c>.</param>
/// <param name="Local">The same moment on a clock of the zone, <c>2026-03-29T03:00:00.000+02:00</c>.</param>
/// <param name="TimeZone">The zone's IANA name, spelled as the time zone database spells it.</param>
/// <param name="Offset">What the zone adds to UTC at that moment, <c>+05:45</c>.</param>
/// <param name="Instance">Who answered.</param>
internal sealed record TimeAnswer(string Utc, string Local, string TimeZone, string Offset, TimeInstance Instance);

/// <summary>The instance that answered.</summary>
/// <param name="Id">Its name, <c>time-a1</c>.</param>
/// <param name="Zone">The availability zone it runs in, <c>a</c>.</param>
/// <param name="Type">Its instance type, a label.</param>
/// <param name="Version">The version of the application it runs, a label.</param>
internal sealed record TimeInstance(string Id, string Zone, string Type, string Version);

/// <summary>Serialisation without reflection: less memory in each instance, and a faster first answer.</summary>
[JsonSourceGenerationOptions(System.Text.Json.JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(TimeAnswer))]
internal sealed partial class TimeContracts : JsonSerializerContext;
