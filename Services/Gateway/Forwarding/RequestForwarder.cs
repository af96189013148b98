using System.Diagnostics;
using System.Net;
using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;
using MyArch.Gateway.Targets;
using Yarp.ReverseProxy.Forwarder;

namespace MyArch.Gateway.Forwarding;

/// <summary>
/// Sends a request to the target whose turn it is, and to others if it may: every target at most once. What a target answers, 5xx too, is passed on.
/// </summary>
internal sealed class RequestForwarder(
    IHttpForwarder forwarder, TargetConnector connector, GatewayMetrics metrics, IOptions<GatewayOptions> options, ILogger<RequestForwarder> logger)
{
    private readonly int _maxReplayBytes = options.Value.MaxReplayBytes;
    private readonly long _maxBodyBytes = options.Value.MaxRequestBodyBytes;
    private readonly int _maxInFlight = options.Value.MaxRequestsInFlight;
    private readonly ForwarderRequestConfig _config = new()
    {
        ActivityTimeout = options.Value.IdleTimeout,
        Version = HttpVersion.Version11,
        VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        AllowResponseBuffering = false,
    };

    private int _inFlight;

    /// <param name="context">The request, which is answered in any case.</param>
    /// <param name="group">Where it goes.</param>
    /// <param name="pathAndQuery">The judged text of the request line.</param>
    /// <param name="isInternal">Whether a known caller sent it to the internal listener: targets can tell, and never see the caller's own credential.</param>
    public Task ForwardAsync(HttpContext context, TargetGroup group, string pathAndQuery, bool isInternal)
    {
        if (context.Request.ContentLength > _maxBodyBytes)
        {
            return RefuseAsync(context, group, "body_too_large", StatusCodes.Status413PayloadTooLarge, $"A request body has at most {_maxBodyBytes} bytes.");
        }

        if (WantsUpgrade(context))
        {
            return RefuseAsync(context, group, "upgrade", StatusCodes.Status400BadRequest, "The connection can't be upgraded to another protocol here.");
        }

        return group.Choose() is { } choice
            ? ForwardAsync(context, group, choice, pathAndQuery, isInternal)
            : RefuseAsync(context, group, "no_target", StatusCodes.Status503ServiceUnavailable, "No instance is registered for this site.");
    }

    private async Task ForwardAsync(HttpContext context, TargetGroup group, TargetChoice choice, string pathAndQuery, bool isInternal)
    {
        // Calls between services are part of a public request that was let in: to refuse one would waste the other.
        var counted = isInternal ? 0 : 1;
        try
        {
            if (Interlocked.Add(ref _inFlight, counted) > _maxInFlight && !isInternal)
            {
                context.Response.Headers.RetryAfter = "1";
                await RefuseAsync(context, group, "at_capacity", StatusCodes.Status503ServiceUnavailable, "The load balancer has as many requests in flight as it may have.");
                return;
            }

            KeepBody(context);
            var attempt = NewAttempt(group, choice, pathAndQuery, isInternal);
            var error = await SendAsync(context, choice.Target, attempt);
            if (error == ForwarderError.None)
            {
                metrics.Forwarded(group, choice, AttemptResult.Ok.Outcome);
                GatewayMetrics.Describe(Activity.Current, group, choice, attempts: 1, AttemptResult.Ok.Outcome);
                return;
            }

            await RecoverAsync(context, group, choice, pathAndQuery, isInternal, error, attempt);
        }
        finally
        {
            Interlocked.Add(ref _inFlight, -counted);
        }
    }

    private static Attempt NewAttempt(TargetGroup group, TargetChoice choice, string pathAndQuery, bool isInternal) =>
        new(choice.Target, pathAndQuery, isInternal ? group.Options.InternalOriginSecret : group.Options.OriginSecret, keepAuthorization: !isInternal);

    private async Task RecoverAsync(
        HttpContext context, TargetGroup group, TargetChoice choice, string pathAndQuery, bool isInternal, ForwarderError error, Attempt attempt)
    {
        List<Target> tried = [];
        while (true)
        {
            tried.Add(choice.Target);
            var exception = context.Features.Get<IForwarderErrorFeature>()?.Exception;
            var result = error == ForwarderError.None ? AttemptResult.Ok : AttemptResult.Of(context, error, exception, attempt);
            metrics.Forwarded(group, choice, result.Outcome);
            GatewayMetrics.Describe(Activity.Current, group, choice, tried.Count, result.Outcome);
            if (error == ForwarderError.None)
            {
                return;
            }

            Note(group, choice.Target, result, exception);
            if (!MayGoOn(context, result.Next) || group.Choose(tried) is not { } other)
            {
                await AnswerAsync(context, result);
                return;
            }

            metrics.Retried(group, result.Outcome);
            context.Response.Clear();
            choice = other;
            attempt = NewAttempt(group, choice, pathAndQuery, isInternal);
            error = await SendAsync(context, choice.Target, attempt);
        }
    }

    // Pooled: one of these is made for every request.
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<ForwarderError> SendAsync(HttpContext context, Target target, Attempt attempt)
    {
        target.BeginRequest();
        try
        {
            return await forwarder.SendAsync(context, target.Prefix, connector.Client, _config, attempt, target.Closed);
        }
        finally
        {
            target.EndRequest();
        }
    }

    private static bool WantsUpgrade(HttpContext context) =>
        context.Features.Get<IHttpUpgradeFeature>()?.IsUpgradableRequest == true
        && context.Request.Headers.Upgrade is [{ } upgrade] && !upgrade.StartsWith("h2c", StringComparison.OrdinalIgnoreCase);

    private void KeepBody(HttpContext context)
    {
        if (context.Features.Get<IHttpRequestBodyDetectionFeature>()?.CanHaveBody == true
            && context.Request.Body is not ReplayableBody
            && Idempotency.MayResend(context.Request))
        {
            var body = new ReplayableBody(context.Request.Body, _maxReplayBytes);
            context.Response.RegisterForDispose(body);
            context.Request.Body = body;
        }
    }

    private static bool MayGoOn(HttpContext context, NextAttempt next)
    {
        if (context.Request.Body is ReplayableBody body && next != NextAttempt.None)
        {
            if (body.CanReplay)
            {
                body.Rewind();
            }

            return body.CanReplay;
        }

        return next == NextAttempt.Always || (next == NextAttempt.IfResendable && Idempotency.MayResend(context.Request));
    }

    private void Note(TargetGroup group, Target target, AttemptResult result, Exception? exception)
    {
        if (result.Next == NextAttempt.Always)
        {
            group.Unreachable(target, $"Target.FailedHealthChecks: {AttemptResult.FindConnectFailure(exception)?.Message}");
        }

        ForwardingLog.Failed(logger, target.Id, result.Outcome, exception?.Message);
    }

    private Task AnswerAsync(HttpContext context, AttemptResult result)
    {
        if (result.IsCutOff)
        {
            GatewayMetrics.DescribeCutOff(Activity.Current, result.Outcome);
        }

        if (result.Status == 0)
        {
            return Task.CompletedTask;
        }

        context.Response.Clear();
        return RefuseAsync(context, result.Status, result.Detail);
    }

    /// <summary>Refuses what was sent to no target.</summary>
    private Task RefuseAsync(HttpContext context, TargetGroup group, string outcome, int status, string detail)
    {
        GatewayMetrics.DescribeRefusal(Activity.Current, group, outcome);
        return RefuseAsync(context, status, detail);
    }

    private Task RefuseAsync(HttpContext context, int status, string detail)
    {
        metrics.Rejected(status);
        return GatewayProblem.WriteAsync(context, status, detail).AsTask();
    }
}
