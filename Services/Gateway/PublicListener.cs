using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;
using MyArch.Gateway.Forwarding;
using MyArch.Gateway.Limits;
using MyArch.Gateway.Routing;
using MyArch.Gateway.Targets;

namespace MyArch.Gateway;

/// <summary>Takes every request that did not arrive on the internal port, to its end: nothing public ever reaches the endpoints behind it.</summary>
internal sealed class PublicListener(
    RequestDelegate next,
    PublicRouter router,
    TargetRegistry registry,
    RequestForwarder forwarder,
    ClientRateLimiter limiter,
    IndexPage index,
    GatewayMetrics metrics,
    IOptions<GatewayOptions> options)
{
    private readonly int _internalPort = options.Value.InternalPort!.Value;

    public Task InvokeAsync(HttpContext context)
    {
        if (context.Connection.LocalPort == _internalPort)
        {
            return next(context);
        }

        if (!limiter.TryAcquire(context, out var retryAfter))
        {
            context.Response.Headers.RetryAfter = retryAfter.ToString(System.Globalization.CultureInfo.InvariantCulture);
            return RefuseAsync(context, StatusCodes.Status429TooManyRequests, "Too many requests from this address.");
        }

        var target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        if (!RequestPath.TryJudge(target, out var path, out var problem))
        {
            return RefuseAsync(context, StatusCodes.Status400BadRequest, problem);
        }

        var route = router.Find(context.Request.Host.Value, context.Request.Method, path);
        if (route.Template is not null)
        {
            RouteTelemetry.Describe(context, route.Template);
        }

        if (route.Group is not null)
        {
            Idempotency.Apply(context, route.Keys);
            return forwarder.ForwardAsync(context, registry.Find(route.Group)!, target, isInternal: false);
        }

        if (route.IsIndex)
        {
            return index.WriteAsync(context);
        }

        context.Response.Headers.Allow = route.Allow;
        return RefuseAsync(context, route.Status, route.Detail!);
    }

    private Task RefuseAsync(HttpContext context, int status, string detail)
    {
        metrics.Rejected(status);
        return GatewayProblem.WriteAsync(context, status, detail).AsTask();
    }
}
