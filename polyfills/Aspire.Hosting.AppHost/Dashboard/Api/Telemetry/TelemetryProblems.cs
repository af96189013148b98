using Aspire.Hosting.Dashboard.Telemetry;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace Aspire.Hosting.Dashboard.Api.Telemetry;

/// <summary>Answers to requests that cannot be met.</summary>
internal static class TelemetryProblems
{
    public static Task BadRequestAsync(HttpContext context, string words) => WriteAsync(context, StatusCodes.Status400BadRequest, "Bad request", words);

    public static Task UnknownResourceAsync(HttpContext context) =>
        WriteAsync(context, StatusCodes.Status404NotFound, "Resource not found", "A resource of that name has sent no telemetry. GET /api/telemetry/resources lists those that have.");

    public static Task UnknownTraceAsync(HttpContext context, string traceId) =>
        WriteAsync(context, StatusCodes.Status404NotFound, "Trace not found", $"No trace has the id '{traceId}': it has not come yet, or it was dropped to make room.");

    public static Task TooManyFollowersAsync(HttpContext context) =>
        WriteAsync(context, StatusCodes.Status503ServiceUnavailable, "Too many followers", $"{FollowerPlaces.Most} requests follow already. Try again when one of them has ended, or ask without follow.");

    private static Task WriteAsync(HttpContext context, int status, string title, string detail)
    {
        context.Response.StatusCode = status;
        var problem = new ProblemDetails { Status = status, Title = title, Detail = detail };
        return context.Response.WriteAsJsonAsync(problem, TelemetryApiJson.Default.ProblemDetails, "application/problem+json", context.RequestAborted);
    }
}
