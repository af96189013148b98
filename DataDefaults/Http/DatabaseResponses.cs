using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace MyArch.DataDefaults;

/// <summary>Answers for a database that cannot do it now.</summary>
public static class DatabaseResponses
{
    /// <summary>
    /// Answers 503 with <c>Retry-After</c> where <see cref="DatabaseUnavailableException"/> is thrown, and 500 where <see cref="CommitOutcomeUnknownException"/> is. To be used after UseServiceDefaults. An
    /// answer that was begun is cut off, as by any other exception.
    /// </summary>
    public static IApplicationBuilder UseDatabaseResponses(this IApplicationBuilder app)
    {
        var options = app.ApplicationServices.GetRequiredService<IOptions<DatabaseOptions>>().Value;
        var retryAfter = ((int)Math.Ceiling(options.RetryAfter.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        return app.Use(async (context, next) =>
        {
            try
            {
                await next(context);
            }
            catch (DatabaseUnavailableException) when (!context.Response.HasStarted)
            {
                // Not logged for every request: the monitor says once which server does not answer.
                context.Response.Clear();
                context.Response.Headers.RetryAfter = retryAfter;
                await WriteAsync(context, StatusCodes.Status503ServiceUnavailable, "The database cannot do this now", "Nothing was changed. Try again.");
            }
            catch (CommitOutcomeUnknownException) when (!context.Response.HasStarted)
            {
                context.Response.Clear();
                await WriteAsync(
                    context, StatusCodes.Status500InternalServerError, "It is not known whether this was done",
                    "The connection to the database was lost at the moment of the commit. Look before you try again.");
            }
        });
    }

    private static async Task WriteAsync(HttpContext context, int status, string title, string detail)
    {
        context.Response.StatusCode = status;
        await context.RequestServices.GetRequiredService<IProblemDetailsService>().WriteAsync(new ProblemDetailsContext
        {
            HttpContext = context,
            ProblemDetails = { Status = status, Title = title, Detail = detail },
        });
    }
}
