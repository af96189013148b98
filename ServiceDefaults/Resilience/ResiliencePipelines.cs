using System.Collections.Concurrent;
using System.Net;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Polly;
using Polly.CircuitBreaker;
using Polly.Retry;
using Polly.Timeout;

namespace MyArch.ServiceDefaults;

/// <summary>
/// One pipeline per host and port, shared by all clients, so that they share what is known about its health; and one per route where a client says that
/// other services answer behind the same host. Pipelines are kept: services call a few hosts that their configuration names and a few routes that their
/// code names, and none that a request names.
/// </summary>
internal sealed partial class ResiliencePipelines(
    IOptions<ResilienceOptions> options, TimeProvider time, ResilienceMetrics metrics, ILogger<ResiliencePipelines> logger)
{
    /// <summary>Set on the context of a call that may be repeated.</summary>
    public static readonly ResiliencePropertyKey<bool> IsSafe = new("safe");

    /// <summary>Set on a request whose host stands for several services, as a load balancer does: the path that is one service's and fails for itself.</summary>
    public static readonly HttpRequestOptionsKey<string> Route = new("MyArch.ServiceDefaults.Route");

    private readonly ConcurrentDictionary<string, ResiliencePipeline<HttpResponseMessage>> _pipelines = new(StringComparer.OrdinalIgnoreCase);

    public ResiliencePipeline<HttpResponseMessage> For(HttpRequestMessage request, Uri address)
    {
        var name = NameOf(request, address);
        return _pipelines.TryGetValue(name, out var pipeline) ? pipeline : _pipelines.GetOrAdd(name, _ => Create(name, address));
    }

    /// <summary>What the calls of one pipeline have in common: host and port, and the route if the request names one.</summary>
    public static string NameOf(HttpRequestMessage request, Uri address) =>
        request.Options.TryGetValue(Route, out var route) ? address.Authority + route : address.Authority;

    private ResiliencePipeline<HttpResponseMessage> Create(string name, Uri host)
    {
        var settings = options.Value;
        var builder = new ResiliencePipelineBuilder<HttpResponseMessage> { TimeProvider = time };
        if (settings.Retries > 0)
        {
            builder.AddRetry(new RetryStrategyOptions<HttpResponseMessage>
            {
                MaxRetryAttempts = settings.Retries,
                Delay = settings.RetryDelay,
                MaxDelay = settings.MaxRetryDelay,
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                ShouldHandle = attempt => ValueTask.FromResult(
                    attempt.Context.Properties.GetValue(IsSafe, false)
                    && IsFailure(attempt.Outcome)
                    && !(RetryAfter(attempt.Outcome.Result) > settings.MaxRetryDelay)),
                DelayGenerator = attempt => ValueTask.FromResult(RetryAfter(attempt.Outcome.Result)),
                OnRetry = attempt =>
                {
                    metrics.Retried(host);
                    LogRetry(name, attempt.AttemptNumber + 1, attempt.RetryDelay);
                    return default;
                },
            });
        }

        return builder
            .AddCircuitBreaker(new CircuitBreakerStrategyOptions<HttpResponseMessage>
            {
                FailureRatio = settings.BreakerFailureRatio,
                MinimumThroughput = settings.BreakerMinimumAttempts,
                SamplingDuration = settings.BreakerWindow,
                BreakDuration = settings.BreakerBreak,
                ShouldHandle = static attempt => ValueTask.FromResult(IsFailure(attempt.Outcome)),
                OnOpened = opened =>
                {
                    metrics.CircuitOpened(host);
                    LogOpened(name, opened.BreakDuration);
                    return default;
                },
                OnClosed = _ =>
                {
                    LogClosed(name);
                    return default;
                },
            })
            .AddTimeout(settings.AttemptTimeout)
            .Build();
    }

    // An open circuit is no failure of an attempt: asking again at once would only wait for nothing.
    private static bool IsFailure(Outcome<HttpResponseMessage> outcome) => outcome switch
    {
        { Exception: HttpRequestException or TimeoutRejectedException } => true,
        { Result.StatusCode: >= HttpStatusCode.InternalServerError or HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests } => true,
        _ => false,
    };

    private TimeSpan? RetryAfter(HttpResponseMessage? response) => response?.Headers.RetryAfter switch
    {
        { Delta: { } delta } => delta,
        { Date: { } date } => date > time.GetUtcNow() ? date - time.GetUtcNow() : TimeSpan.Zero,
        _ => null,
    };

    [LoggerMessage(1, LogLevel.Information, "Retrying a call to {Callee}: attempt {Attempt} in {Delay}")]
    private partial void LogRetry(string callee, int attempt, TimeSpan delay);

    [LoggerMessage(2, LogLevel.Warning, "The circuit to {Callee} is open: calls fail at once for {Duration}")]
    private partial void LogOpened(string callee, TimeSpan duration);

    [LoggerMessage(3, LogLevel.Information, "The circuit to {Callee} is closed again")]
    private partial void LogClosed(string callee);
}
