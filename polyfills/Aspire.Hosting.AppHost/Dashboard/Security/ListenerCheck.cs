using Aspire.Hosting.Dashboard.Hosting;
using Microsoft.AspNetCore.Http;

namespace Aspire.Hosting.Dashboard.Security;

/// <summary>Endpoints exist on their own listener only. By the port that was connected to: a Host header can say anything.</summary>
internal sealed class ListenerCheck(RequestDelegate next, DashboardSettings settings)
{
    public Task InvokeAsync(HttpContext context)
    {
        var endpoint = context.GetEndpoint();
        var isOtlp = endpoint?.Metadata.GetMetadata<Listener>()?.IsOtlp ?? false;
        if (endpoint is null || isOtlp == (context.Connection.LocalPort == settings.OtlpAddress.Port))
        {
            return next(context);
        }

        context.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }
}
