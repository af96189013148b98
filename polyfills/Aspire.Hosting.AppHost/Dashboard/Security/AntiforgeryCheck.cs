using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http;

namespace Aspire.Hosting.Dashboard.Security;

/// <summary>Refuses what changes something unless the request comes from one of the dashboard's own pages.</summary>
internal sealed class AntiforgeryCheck(RequestDelegate next, IAntiforgery antiforgery)
{
    public async Task InvokeAsync(HttpContext context)
    {
        var isChecked = context.GetEndpoint()?.Metadata.GetMetadata<AntiforgeryRequired>() is not null && !IsSafe(context.Request.Method);
        if (isChecked && !await antiforgery.IsRequestValidAsync(context))
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            // htmx loads the page anew then.
            context.Response.Headers["HX-Refresh"] = "true";
            await context.Response.WriteAsync("This page is out of date. Load it again.\n");
            return;
        }

        await next(context);
    }

    private static bool IsSafe(string method) => HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || HttpMethods.IsOptions(method);
}
