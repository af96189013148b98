using Aspire.Hosting.Dashboard.Hosting;
using Aspire.Hosting.Dashboard.Security;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Aspire.Hosting.Dashboard.Api.Telemetry;

/// <summary>Gives the API's key for the token of the login link, as <c>aspire otel --dashboard-url</c> asks for it. The attempts are those of the login.</summary>
internal static class TokenExchange
{
    /// <param name="Token">What signs a browser in.</param>
    internal sealed record Request(string? Token);

    /// <param name="ApiKey">For the header <c>x-api-key</c>.</param>
    internal sealed record Answer(string ApiKey);

    public static Results<JsonHttpResult<Answer>, UnauthorizedHttpResult, StatusCodeHttpResult> Try(Request request, HttpContext context, DashboardSettings settings, LoginAttempts attempts)
    {
        switch (attempts.IsRight(context, request.Token))
        {
            case true:
                context.Response.Headers.CacheControl = "no-store";
                return TypedResults.Json(new Answer(settings.ApiKey), TelemetryApiJson.Default.Answer);
            case false:
                return TypedResults.Unauthorized();
            default:
                return TypedResults.StatusCode(StatusCodes.Status429TooManyRequests);
        }
    }
}
