using System.Globalization;

namespace MyArch.Cart;

/// <summary>Answers 503 with <c>Retry-After</c> when something that a request needs cannot be reached. The instance stays ready: another one would fare no better.</summary>
internal sealed partial class UnavailableFilter(CartMetrics metrics, ILogger<UnavailableFilter> logger) : IEndpointFilter
{
    // Redis and the catalog restart within seconds.
    private const int RetryAfterSeconds = 2;

    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        try
        {
            return await next(context);
        }
        catch (Exception exception) when (Unavailability.Of(exception) is { } unavailability)
        {
            metrics.Unavailable(unavailability.Dependency);
            LogUnavailable(unavailability.Dependency, exception.Message);
            context.HttpContext.Response.Headers.RetryAfter = RetryAfterSeconds.ToString(CultureInfo.InvariantCulture);
            return TypedResults.Problem(unavailability.Detail, title: "Try again in a moment", statusCode: StatusCodes.Status503ServiceUnavailable);
        }
    }

    [LoggerMessage(1, LogLevel.Warning, "Answered with 503: {Dependency} cannot be reached: {Reason}")]
    private partial void LogUnavailable(string dependency, string reason);
}
