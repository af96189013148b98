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
/// One pipeline per host and port, shared by all clients, so that they share what is known about its health. Pipelines are kept: services call a
/// few hosts that their configuration names, and none that a request names.
/// </summary>
internal sealed partial class ResiliencePipelines(
    IOptions<ResilienceOptions> options, TimeProvider time, ResilienceMetrics metrics, ILogger<ResiliencePipelines> logger)
{
    /// <summary>Set on the context of a call that may be repeated.</summary>
    public static readonly ResiliencePropertyKey<bool> IsSafe = new("safe");

    private readonly ConcurrentDictionary<string, ResiliencePipeline<HttpResponseMessage>> _pipelines = new(StringComparer.OrdinalIgnoreCase);

    public ResiliencePipeline<HttpResponseMessage> For(Uri address) =>
        _pipelines.TryGetValue(address.Authority, out var pipeline) ? pipeline : _pipelines.GetOrAdd(address.Authority, _ => Create(address));

    private ResiliencePipeline<HttpResponseMessage> Create(Uri host)
    {
        var authority = host.Authority;
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
                    LogRetry(authority, attempt.AttemptNumber + 1, attempt.RetryDelay);
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
                    LogOpened(authority, opened.BreakDuration);
                    return default;
                },
                OnClosed = _ =>
                {
                    LogClosed(authority);
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

    [LoggerMessage(1, LogLevel.Information, "Retrying a call to {Authority}: attempt {Attempt} in {Delay}")]
    private partial void LogRetry(string authority, int attempt, TimeSpan delay);

    [LoggerMessage(2, LogLevel.Warning, "The circuit to {Authority} is open: calls fail at once for {Duration}")]
    private partial void LogOpened(string authority, TimeSpan duration);

    [LoggerMessage(3, LogLevel.Information, "The circuit to {Authority} is closed again")]
    private partial void LogClosed(string authority);
}
