using System.Text;
using Microsoft.Extensions.Options;
using MyArch.ServiceDefaults;

namespace MyArch.Worker.Daemon.Delivery;

/// <summary>Posts messages to the app, and waits no longer for its answer than <see cref="SqsdTimes.Inactivity"/>.</summary>
internal sealed class AppClient : IDisposable
{
    private readonly HttpMessageInvoker _http;
    private readonly AppRequest _request;
    private readonly TimeSpan _inactivity;
    private readonly TimeProvider _time;

    public AppClient(IOptions<SqsdOptions> options, WorkerQueue queue, IOptions<OriginOptions> origin, SqsdTimes times, TimeProvider time)
    {
        var sqsd = options.Value;
        _request = new AppRequest(sqsd.AppUrl!, sqsd, queue.Name, origin.Value.Secret);
        _inactivity = times.Inactivity;
        _time = time;
        // None of the defaults of IHttpClientFactory: the queue is what repeats, and a circuit breaker would fail messages without having asked.
        _http = new HttpMessageInvoker(new SocketsHttpHandler
        {
            MaxConnectionsPerServer = sqsd.HttpConnections,
            ConnectTimeout = TimeSpan.FromSeconds(sqsd.ConnectTimeout),
            // Attributes may have any character; Kestrel reads headers as UTF-8.
            RequestHeaderEncodingSelector = static (_, _) => Encoding.UTF8,
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
        });
    }

    /// <summary>Posts a message. Never throws for what the app does or leaves undone.</summary>
    /// <param name="job">The message.</param>
    /// <param name="isTraced">Whether the present activity is that of this message.</param>
    /// <param name="given">Gives up: the instance ends.</param>
    public async Task<DeliveryResult> PostAsync(Job job, bool isTraced, CancellationToken given)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(given);
        using var timer = _time.CreateTimer(static source => ((CancellationTokenSource)source!).Cancel(), deadline, _inactivity, Timeout.InfiniteTimeSpan);
        using var request = _request.Create(job, isTraced);
        try
        {
            // The status line is the answer: what comes after it changes nothing.
            using var response = await _http.SendAsync(request, deadline.Token);
            return DeliveryResult.Answered(response.StatusCode);
        }
        catch (OperationCanceledException) when (given.IsCancellationRequested)
        {
            return DeliveryResult.GivenUp;
        }
        catch (OperationCanceledException) when (deadline.IsCancellationRequested)
        {
            return DeliveryResult.TimedOut;
        }
        catch (OperationCanceledException)
        {
            // The connection's own limit.
            return DeliveryResult.Unreachable;
        }
        catch (HttpRequestException failure)
        {
            return failure.HttpRequestError is HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError ? DeliveryResult.Unreachable : DeliveryResult.Broken;
        }
    }

    public void Dispose() => _http.Dispose();
}
