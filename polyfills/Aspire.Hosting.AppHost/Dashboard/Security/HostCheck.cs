using Microsoft.AspNetCore.Http;

namespace Aspire.Hosting.Dashboard.Security;

/// <summary>
/// Refuses every name but those of loopback, with the port that was connected to: a foreign site that lets its name point here (DNS rebinding) is told apart by the name that its pages
/// send.
/// </summary>
internal sealed class HostCheck(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext context)
    {
        if (IsOurs(context.Request.Host, context.Connection.LocalPort))
        {
            return next(context);
        }

        context.Response.StatusCode = StatusCodes.Status400BadRequest;
        return context.Response.WriteAsync("The dashboard answers to localhost only.\n");
    }

    private static bool IsOurs(HostString host, int port) =>
        (host.Port ?? 80) == port
        && (host.Host is "127.0.0.1" or "[::1]"
            || host.Host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
            || (host.Host.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase) && host.Host.Length > ".localhost".Length));
}
