using System.Net;
using Microsoft.Extensions.Options;

namespace MyArch.ServiceDefaults;

/// <summary>
/// The outermost handler of an internal client: bounds the call with all its attempts and the body of its answer, lets every failure look the same, and
/// tells the routes of the load balancer apart: one that fails, because its service or that one's database is away, says nothing about the others.
/// </summary>
internal sealed class InternalCallHandler(IOptions<ResilienceOptions> resilience, TimeProvider time) : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var limit = resilience.Value.TotalTimeout;
        using var deadline = new CancellationTokenSource(limit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        request.Options.Set(ResiliencePipelines.Route, Route(request).TrimEnd('/'));
        HttpResponseMessage? response = null;
        try
        {
            response = await base.SendAsync(request, either.Token);
            if (IsFailure(response.StatusCode))
            {
                throw new InternalCallException($"{Name(request)} was answered with {(int)response.StatusCode}.", response.StatusCode);
            }

            // Here, so that a body that never ends counts as no answer. The answers of internal calls are small.
            await response.Content.LoadIntoBufferAsync(either.Token);
            var answer = response;
            response = null;
            return answer;
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            throw new InternalCallException($"{Name(request)} failed: {exception.Message}", inner: exception);
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw new InternalCallException($"{Name(request)} had no answer within {limit}.", inner: exception);
        }
        finally
        {
            response?.Dispose();
        }
    }

    private static bool IsFailure(HttpStatusCode status) => status
        is >= HttpStatusCode.InternalServerError or HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests
        or HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden;

    private static string Name(HttpRequestMessage request) => $"{request.Method} {Route(request)}";

    // "/internal/orders/": without the query and the ids in the path, which may be a customer's.
    private static string Route(HttpRequestMessage request) => string.Concat(request.RequestUri!.Segments.Take(3));
}
