using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace MyArch.CloudDefaults.Storage;

/// <summary>Answers for a storage that cannot do it now.</summary>
public static partial class StorageResponses
{
    // An endpoint that restarts is back within seconds.
    private const int RetryAfterSeconds = 2;

    /// <summary>
    /// Answers 503 with <c>Retry-After</c> where <see cref="StorageUnavailableException"/> is thrown. To be used after UseServiceDefaults. An answer that was begun is cut off, as by any other exception.
    /// </summary>
    public static IApplicationBuilder UseStorageResponses(this IApplicationBuilder app)
    {
        var logger = app.ApplicationServices.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(StorageResponses).FullName!);
        return app.Use(async (context, next) =>
        {
            try
            {
                await next(context);
            }
            catch (StorageUnavailableException exception) when (!context.Response.HasStarted)
            {
                LogUnavailable(logger, exception.Message);
                context.Response.Clear();
                context.Response.Headers.RetryAfter = RetryAfterSeconds.ToString(CultureInfo.InvariantCulture);
                context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
                await context.RequestServices.GetRequiredService<IProblemDetailsService>().WriteAsync(new ProblemDetailsContext
                {
                    HttpContext = context,
                    ProblemDetails = { Status = StatusCodes.Status503ServiceUnavailable, Title = "The storage cannot do this now", Detail = "Try again in a moment." },
                });
            }
        });
    }

    [LoggerMessage(1, LogLevel.Warning, "Answered with 503: {Reason}")]
    private static partial void LogUnavailable(ILogger logger, string reason);
}
