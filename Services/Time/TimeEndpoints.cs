using Microsoft.AspNetCore.Http.HttpResults;
using MyArch.ServiceDefaults;

namespace MyArch.Time;

/// <summary>The service's routes: the API under <c>/api/time</c>, and the site for everything else.</summary>
internal static class TimeEndpoints
{
    // The methods that read; HEAD so that curl -I shows who answers.
    private static readonly string[] Read = [HttpMethods.Get, HttpMethods.Head];

    /// <summary>Maps the API and the site.</summary>
    public static WebApplication MapTime(this WebApplication app)
    {
        app.UseSite();
        var api = app.MapGroup("/api/time").AddEndpointFilter(NeverStore);
        api.MapMethods("", Read, GetUtc).WithName("GetTime").WithSummary("The time in UTC");
        api.MapMethods("/{**zone}", Read, GetTime).WithName("GetTimeInZone").WithSummary("The time in an IANA time zone");
        // Without the metric of durations: that of a stream says how long somebody looked at a page.
        api.MapGet("/stream", GetStream).WithName("StreamTime").WithSummary("The time in an IANA time zone every second, as server-sent events")
            .DisableHttpMetrics();
        return app;
    }

    private static Ok<TimeAnswer> GetUtc(WorldClock clock) => TypedResults.Ok(clock.Read(TimeZoneInfo.Utc));

    private static Results<Ok<TimeAnswer>, ProblemHttpResult> GetTime(string zone, TimeZones zones, WorldClock clock)
    {
        // Routing leaves %2F as it is, and encodeURIComponent("Europe/Berlin") makes one.
        var name = zone.Replace("%2F", "/", StringComparison.OrdinalIgnoreCase);
        return zones.TryFind(name, out var found) ? TypedResults.Ok(clock.Read(found)) : UnknownZone(name);
    }

    private static Results<ServerSentEventsResult<TimeAnswer>, ProblemHttpResult> GetStream(
        string? timeZone, TimeZones zones, TimeStreams streams, HttpResponse response, CancellationToken cancellationToken)
    {
        var name = timeZone ?? TimeZoneInfo.Utc.Id;
        if (!zones.TryFind(name, out var zone))
        {
            return UnknownZone(name);
        }

        if (!streams.TryOpen(out var place))
        {
            response.Headers.RetryAfter = "1";
            return TypedResults.Problem("This instance has as many streams as it may have. Ask again: another instance may answer.", title: "Too many streams",
                statusCode: StatusCodes.Status503ServiceUnavailable);
        }

        response.RegisterForDispose(place);
        return TypedResults.ServerSentEvents(streams.ReadAsync(zone, cancellationToken));
    }

    private static ProblemHttpResult UnknownZone(string name) => TypedResults.Problem(
        name.Length <= TimeZones.LongestName
            ? $"The time zone database has no zone '{name}'. Names are those of IANA, such as UTC or America/Argentina/Buenos_Aires."
            : "That is longer than the name of any time zone.",
        title: "Unknown time zone", statusCode: StatusCodes.Status404NotFound);

    private static ValueTask<object?> NeverStore(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        context.HttpContext.Response.Headers.CacheControl = "no-store";
        return next(context);
    }
}
