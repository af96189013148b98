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
    private readonly ForwarderRequestConfig _config = new()
    {
        ActivityTimeout = options.Value.IdleTimeout,
        Version = HttpVersion.Version11,
        VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        AllowResponseBuffering = false,
    };

    public async Task ForwardAsync(HttpContext context, TargetGroup group, string pathAndQuery, string originSecret)
    {
        if (group.Choose() is not { } choice)
        {
            metrics.Rejected(StatusCodes.Status503ServiceUnavailable);
            await GatewayProblem.WriteAsync(context, StatusCodes.Status503ServiceUnavailable, "No instance is registered for this site.");
            return;
        }

        KeepBody(context);
        var attempt = new Attempt(choice.Target, pathAndQuery, originSecret);
        var error = await SendAsync(context, choice.Target, attempt);
        if (error == ForwarderError.None)
        {
            metrics.Forwarded(group, choice, "ok");
            GatewayMetrics.Describe(Activity.Current, group, choice, attempts: 1);
            return;
        }

        await RecoverAsync(context, group, choice, pathAndQuery, originSecret, error, attempt);
    }

    private async Task RecoverAsync(
        HttpContext context, TargetGroup group, TargetChoice choice, string pathAndQuery, string originSecret, ForwarderError error, Attempt attempt)
    {
        List<Target> tried = [];
        while (true)
        {
            tried.Add(choice.Target);
            var exception = context.Features.Get<IForwarderErrorFeature>()?.Exception;
            var result = error == ForwarderError.None ? new AttemptResult("ok", 0, "") : AttemptResult.Of(context, error, exception, attempt);
            metrics.Forwarded(group, choice, result.Outcome);
            GatewayMetrics.Describe(Activity.Current, group, choice, tried.Count);
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
            attempt = new Attempt(choice.Target, pathAndQuery, originSecret);
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

    private async Task AnswerAsync(HttpContext context, AttemptResult result)
    {
        if (result.Status != 0)
        {
            metrics.Rejected(result.Status);
            context.Response.Clear();
            await GatewayProblem.WriteAsync(context, result.Status, result.Detail);
        }
    }
}
