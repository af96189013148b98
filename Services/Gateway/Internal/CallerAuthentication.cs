using Microsoft.AspNetCore.Http.Features;
using MyArch.Gateway.Routing;
using MyArch.ServiceDefaults;

namespace MyArch.Gateway.Internal;

/// <summary>Lets on the internal listener only callers through that are known and may reach what they ask for. Health needs no credential.</summary>
internal sealed class CallerAuthentication(RequestDelegate next, CallerDirectory directory, GatewayMetrics metrics)
{
    public Task InvokeAsync(HttpContext context)
    {
        context.Response.Headers[InstanceHeaders.Instance] = GatewayProblem.Instance;
        if (!RequestPath.TryJudge(context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget, out var path, out var problem))
        {
            return RefuseAsync(context, StatusCodes.Status400BadRequest, problem);
        }

        if (path is HealthEndpoints.LivePath or HealthEndpoints.ReadyPath)
        {
            return next(context);
        }

        if (directory.Recognise(context.Request.Headers.Authorization) is not { } caller)
        {
            context.Response.Headers.WWWAuthenticate = "Bearer";
            return RefuseAsync(context, StatusCodes.Status401Unauthorized, "A known caller's bearer token is required.");
        }

        return CallerDirectory.MayReach(caller, path)
            ? next(context)
            : RefuseAsync(context, StatusCodes.Status403Forbidden, "This caller may not reach this address.");
    }

    private Task RefuseAsync(HttpContext context, int status, string detail)
    {
        metrics.Rejected(status);
        return GatewayProblem.WriteAsync(context, status, detail).AsTask();
    }
}
