using MyArch.Gateway.Targets;

namespace MyArch.Gateway.Health;

/// <summary>Asks one target once whether it is ready, over a new connection, so that a target that takes no connections any more is noticed.</summary>
internal sealed class HealthProbe(TimeProvider time) : IDisposable
{
    private readonly HttpMessageInvoker _client = new(new SocketsHttpHandler
    {
        UseCookies = false,
        UseProxy = false,
        AllowAutoRedirect = false,
        // A connection is closed when its answer has been read.
        PooledConnectionLifetime = TimeSpan.Zero,
        // No client span for a check.
        ActivityHeadersPropagator = null,
    });

    /// <summary>Why the target is not ready, or null if it is.</summary>
    public async Task<string?> CheckAsync(Target target, HealthCheckOptions options, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(options.Timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(target.Address, options.Path));
        request.Headers.UserAgent.ParseAdd("ELB-HealthChecker/2.0");
        try
        {
            using var response = await _client.SendAsync(request, either.Token);
            return (int)response.StatusCode == options.Matcher
                ? null
                : $"Target.ResponseCodeMismatch: health checks failed with code {(int)response.StatusCode}, not {options.Matcher}";
        }
        catch (OperationCanceledException) when (timeout.IsCancellationRequested)
        {
            return $"Target.Timeout: no answer to a health check within {options.Timeout.TotalSeconds:0.###} s";
        }
        catch (HttpRequestException exception)
        {
            return $"Target.FailedHealthChecks: {exception.HttpRequestError}";
        }
    }

    public void Dispose() => _client.Dispose();
}
