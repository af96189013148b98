using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Http;

namespace Aspire.Hosting.Dashboard.Security;

/// <summary>What a browser that is not signed in gets: pages lead to the login; what scripts fetch for a page says 401, and they load the page anew.</summary>
internal static class BrowserChallenge
{
    public static Task RespondAsync(RedirectContext<CookieAuthenticationOptions> context)
    {
        if (IsPage(context.Request))
        {
            context.Response.Redirect(context.RedirectUri);
            return Task.CompletedTask;
        }

        context.Response.StatusCode = StatusCodes.Status401Unauthorized;
        context.Response.Headers["HX-Refresh"] = "true";
        return Task.CompletedTask;
    }

    /// <summary>By what a browser says of itself (https://www.w3.org/TR/fetch-metadata/); others that ask for no stream are taken for one that shows a page.</summary>
    private static bool IsPage(HttpRequest request) =>
        !request.Headers.ContainsKey("HX-Request")
        && (request.Headers["Sec-Fetch-Mode"] is not [{ } mode] || mode == "navigate")
        && !request.Headers.Accept.ToString().Contains("text/event-stream", StringComparison.OrdinalIgnoreCase);
}
