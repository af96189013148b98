using System.Diagnostics;
using System.Globalization;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;

namespace MyArch.ServiceDefaults;

/// <summary>
/// Adds to ASP.NET Core's server span what .NET 10 leaves out: the name by route, <c>http.route</c>, <c>http.response.status_code</c>,
/// <c>error.type</c> and the error status (https://opentelemetry.io/docs/specs/semconv/http/http-spans/). To be removed when the runtime sets them.
/// </summary>
internal sealed class ServerSpanMiddleware(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext context) =>
        context.Features.Get<IHttpActivityFeature>()?.Activity is { IsAllDataRequested: true } span ? TracedAsync(context, span) : next(context);

    private async Task TracedAsync(HttpContext context, Activity span)
    {
        try
        {
            await next(context);
        }
        catch (Exception exception)
        {
            Complete(context, span, exception);
            throw;
        }

        Complete(context, span, context.Features.Get<IExceptionHandlerFeature>()?.Error);
    }

    private static void Complete(HttpContext context, Activity span, Exception? exception)
    {
        // The exception handler takes the endpoint away before it writes its answer, and keeps it in its feature.
        var endpoint = context.GetEndpoint() ?? context.Features.Get<IExceptionHandlerFeature>()?.Endpoint;
        var route = (endpoint as RouteEndpoint)?.RoutePattern.RawText;
        if (!string.IsNullOrEmpty(route))
        {
            span.SetTag("http.route", route);
        }

        // Unless the service gave it a name of its own.
        if (ReferenceEquals(span.DisplayName, span.OperationName))
        {
            // ASP.NET Core calls a method that it does not know _OTHER: a name has few values, whatever clients send.
            var method = context.Request.Method;
            method = span.GetTagItem("http.request.method") is "_OTHER" ? "HTTP" : method;
            span.DisplayName = string.IsNullOrEmpty(route) ? method : $"{method} {route}";
        }

        var status = context.Response.StatusCode;
        span.SetTag("http.response.status_code", status);
        if (status >= StatusCodes.Status500InternalServerError || (exception is not null && !context.RequestAborted.IsCancellationRequested))
        {
            span.SetStatus(ActivityStatusCode.Error);
            span.SetTag("error.type", exception?.GetType().FullName ?? status.ToString(CultureInfo.InvariantCulture));
        }
    }
}
