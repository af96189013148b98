using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Primitives;

namespace MyArch.ServiceDefaults;

/// <summary>Refuses unsafe requests with a cookie that come from a page of another origin.</summary>
internal sealed class CsrfMiddleware(RequestDelegate next, IProblemDetailsService problems)
{
    public Task InvokeAsync(HttpContext context)
    {
        var request = context.Request;
        return IsSafe(request.Method) || request.Headers.Cookie.Count == 0 || IsOwn(request) ? next(context) : RefuseAsync(context);
    }

    private static bool IsSafe(string method) =>
        HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || HttpMethods.IsOptions(method) || HttpMethods.IsTrace(method);

    private static bool IsOwn(HttpRequest request)
    {
        var site = request.Headers["Sec-Fetch-Site"];
        if (site.Count > 0)
        {
            return site is ["same-origin" or "none"];
        }

        var origin = request.Headers.Origin;
        return origin.Count == 0 || IsOwn(origin, request);
    }

    // By their parts: the default port may be written or not, and hosts have no case.
    private static bool IsOwn(StringValues origin, HttpRequest request) =>
        origin is [{ } value]
        && Uri.TryCreate(value, UriKind.Absolute, out var from)
        && from is { PathAndQuery: "/", UserInfo: "", Fragment: "" }
        && Uri.TryCreate($"{request.GetClientScheme()}://{request.Host.Value}", UriKind.Absolute, out var own)
        && string.Equals(from.Scheme, own.Scheme, StringComparison.Ordinal)
        && string.Equals(from.Host, own.Host, StringComparison.OrdinalIgnoreCase)
        && from.Port == own.Port;

    private Task RefuseAsync(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status403Forbidden;
        return problems.WriteAsync(new ProblemDetailsContext
        {
            HttpContext = context,
            ProblemDetails = new ProblemDetails
            {
                Status = StatusCodes.Status403Forbidden,
                Title = "Not from this site",
                Detail = "A page of another site may not change anything here.",
            },
        }).AsTask();
    }
}
