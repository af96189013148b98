using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace MyArch.ServiceDefaults;

/// <summary>Makes every error an <c>application/problem+json</c> with a <c>traceId</c> and nothing of the exception.</summary>
public static class ProblemResponses
{
    /// <summary>Registers how problems are written.</summary>
    public static TBuilder AddProblemResponses<TBuilder>(this TBuilder builder)
        where TBuilder : IHostApplicationBuilder
    {
        // Before the framework's writer: the first one that can write does.
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IProblemDetailsWriter, ProblemWriter>());
        builder.Services.AddProblemDetails();
        builder.Services.Configure<ExceptionHandlerOptions>(static options =>
        {
            options.StatusCodeSelector = static exception =>
                exception is BadHttpRequestException bad ? bad.StatusCode : StatusCodes.Status500InternalServerError;
            // A bad request is the client's fault and no error of ours to log and count.
            options.SuppressDiagnosticsCallback = static failure => failure.Exception is BadHttpRequestException;
        });
        // In development the framework throws for a bad request; here the answer is the same everywhere.
        builder.Services.Configure<RouteHandlerOptions>(static options => options.ThrowOnBadRequest = false);
        return builder;
    }

    /// <summary>
    /// Turns exceptions and bare status codes from 400 to 599 of everything added after it into problems. An exception is logged once. A client
    /// that went away is not an error.
    /// </summary>
    public static IApplicationBuilder UseProblemResponses(this IApplicationBuilder app) => app.UseExceptionHandler().UseStatusCodePages();
}
