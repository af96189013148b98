using Yarp.ReverseProxy.Forwarder;

namespace MyArch.Gateway.Forwarding;

/// <summary>What an attempt came to, and what may follow.</summary>
/// <param name="Outcome">One word for logs and metrics.</param>
/// <param name="Status">The status that the client gets if nothing follows; 0 if there is nothing (more) to answer.</param>
/// <param name="Detail">The sentence that goes with the status.</param>
/// <param name="Next">Whether another target may be tried.</param>
/// <param name="IsCutOff">Whether the client has half an answer and it is not his doing.</param>
internal readonly record struct AttemptResult(string Outcome, int Status, string Detail, NextAttempt Next = NextAttempt.None, bool IsCutOff = false)
{
    /// <summary>The client has what the target answered.</summary>
    public static readonly AttemptResult Ok = new("ok", 0, "");

    private static readonly AttemptResult ClientGone = new("client_gone", 0, "");

    /// <summary>Reads what the forwarder left behind when it met with an error.</summary>
    public static AttemptResult Of(HttpContext context, ForwarderError error, Exception? exception, Attempt attempt)
    {
        if (context.Response.HasStarted)
        {
            return OfHalfAnswer(error, exception, attempt);
        }

        if (context.RequestAborted.IsCancellationRequested)
        {
            return ClientGone;
        }

        return error switch
        {
            ForwarderError.RequestBodyClient or ForwarderError.RequestBodyCanceled when !attempt.Answered => OfClientBody(context.Response.StatusCode),
            ForwarderError.RequestTimedOut => new("target_timeout", StatusCodes.Status504GatewayTimeout, "The instance did not answer in time."),
            ForwarderError.Request when FindConnectFailure(exception) is { } failure => OfConnect(failure),
            ForwarderError.Request or ForwarderError.RequestBodyDestination when !attempt.Answered && context.Response.StatusCode != StatusCodes.Status504GatewayTimeout =>
                new("target_closed", StatusCodes.Status502BadGateway, "The instance closed the connection without an answer.", NextAttempt.IfResendable),
            ForwarderError.RequestBodyDestination => new("target_timeout", StatusCodes.Status504GatewayTimeout, "The instance did not take the request in time."),
            ForwarderError.RequestCanceled => new("deregistered", StatusCodes.Status502BadGateway, "The instance was taken away before it answered."),
            _ => new("target_broken", StatusCodes.Status502BadGateway, "The instance sent no complete answer."),
        };
    }

    /// <summary>The failure to connect inside an exception, if that is what it was.</summary>
    public static TargetConnectException? FindConnectFailure(Exception? exception)
    {
        for (var inner = exception; inner is not null; inner = inner.InnerException)
        {
            if (inner is TargetConnectException failure)
            {
                return failure;
            }
        }

        return null;
    }

    // The forwarder itself breaks the client's connection off, so whether the request is aborted says nothing here; the error that it saw does.
    private static AttemptResult OfHalfAnswer(ForwarderError error, Exception? exception, Attempt attempt) => error switch
    {
        ForwarderError.ResponseBodyDestination when exception is OperationCanceledException => new("target_timeout", 0, "", IsCutOff: true),
        ForwarderError.ResponseBodyDestination => new("target_closed_midway", 0, "", IsCutOff: true),
        ForwarderError.ResponseBodyCanceled when attempt.IsTargetClosed => new("deregistered", 0, "", IsCutOff: true),
        _ => ClientGone,
    };

    private static AttemptResult OfConnect(TargetConnectException failure) => failure.TimedOut
        ? new("connect_timeout", StatusCodes.Status504GatewayTimeout, "No instance took the connection in time.", NextAttempt.Always)
        : new("connect_refused", StatusCodes.Status502BadGateway, "No instance takes connections.", NextAttempt.Always);

    private static AttemptResult OfClientBody(int status) => status switch
    {
        StatusCodes.Status413PayloadTooLarge => new("body_too_large", status, "The request body is too large."),
        StatusCodes.Status408RequestTimeout => new("body_too_slow", status, "The request body came too slowly."),
        StatusCodes.Status502BadGateway => new("deregistered", status, "The instance was taken away before it answered."),
        _ => new("body_broken", StatusCodes.Status400BadRequest, "The request body is malformed or incomplete."),
    };
}
