using Microsoft.AspNetCore.Http.Features;
using MyArch.Gateway.Forwarding;
using MyArch.Gateway.Internal;
using MyArch.Gateway.Routing;
using MyArch.Gateway.Targets;
using MyArch.ServiceDefaults;

namespace MyArch.Gateway;

/// <summary>
/// Takes what came in on the internal port: lets only callers through that are known and may reach what they ask for, sends their requests to the target group of the route, and
/// leaves to the endpoints behind it what is the gateway's own. Health needs no credential.
/// </summary>
internal sealed class InternalListener(
    RequestDelegate next, CallerDirectory directory, RouteTable routes, TargetRegistry registry, RequestForwarder forwarder, GatewayMetrics metrics)
{
    public Task InvokeAsync(HttpContext context)
    {
        context.Response.Headers[InstanceHeaders.Instance] = GatewayProblem.Instance;
        var target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        if (!RequestPath.TryJudge(target, out var path, out var problem))
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

        if (routes.FindInternal(path) is not { } route || !route.Allows(caller))
        {
            return RefuseAsync(context, StatusCodes.Status403Forbidden, "This caller may not reach this address.");
        }

        if (route.Group is null)
        {
            return next(context);
        }

        RouteTelemetry.Describe(context, route.Template);
        return forwarder.ForwardAsync(context, registry.Find(route.Group)!, target, isInternal: true);
    }

    private Task RefuseAsync(HttpContext context, int status, string detail)
    {
        metrics.Rejected(status);
        return GatewayProblem.WriteAsync(context, status, detail).AsTask();
    }
}
