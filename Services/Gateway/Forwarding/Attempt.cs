using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;
using MyArch.Gateway.Targets;
using MyArch.ServiceDefaults;
using Yarp.ReverseProxy.Forwarder;

namespace MyArch.Gateway.Forwarding;

/// <summary>One attempt to have one target answer a request: writes the request for the target, and its answer for the client.</summary>
/// <param name="target">Who is to answer.</param>
/// <param name="pathAndQuery">The judged text of the request line.</param>
/// <param name="originSecret">What the target demands.</param>
/// <param name="keepAuthorization">Whether the client's Authorization header is the target's to see.</param>
internal sealed class Attempt(Target target, string pathAndQuery, string originSecret, bool keepAuthorization) : HttpTransformer
{
    private static readonly UriCreationOptions AsWritten = new() { DangerousDisablePathAndQueryCanonicalization = true };

    /// <summary>Whether the target answered, with whatever status.</summary>
    public bool Answered { get; private set; }

    /// <summary>Whether the target was taken away, and what it had not answered by then was given up.</summary>
    public bool IsTargetClosed => target.Closed.IsCancellationRequested;

    public override ValueTask TransformRequestAsync(
        HttpContext httpContext, HttpRequestMessage proxyRequest, string destinationPrefix, CancellationToken cancellationToken)
    {
        // The text that was judged is the text that is sent.
        proxyRequest.RequestUri = new Uri(string.Concat(target.Prefix, pathAndQuery), AsWritten);

        var request = httpContext.Request;
        var connection = request.Headers.Connection;
        foreach (var (name, value) in request.Headers)
        {
            if (ForwardedHeaders.PassToTarget(name, connection) && (keepAuthorization || !name.Equals(HeaderNames.Authorization, StringComparison.OrdinalIgnoreCase)))
            {
                Add(proxyRequest, name, value);
            }
        }

        var headers = proxyRequest.Headers;
        headers.TryAddWithoutValidation(HeaderNames.Host, request.Host.Value);
        headers.TryAddWithoutValidation("X-Forwarded-For", ClientAddress(httpContext.Connection.RemoteIpAddress));
        headers.TryAddWithoutValidation("X-Forwarded-Proto", request.Scheme);
        headers.TryAddWithoutValidation("X-Forwarded-Host", request.Host.Value);
        headers.TryAddWithoutValidation(OriginVerification.Header, originSecret);
        PassTraceContext(request.Headers, headers);
        return ValueTask.CompletedTask;
    }

    public override ValueTask<bool> TransformResponseAsync(
        HttpContext httpContext, HttpResponseMessage? proxyResponse, CancellationToken cancellationToken)
    {
        if (proxyResponse is null)
        {
            return ValueTask.FromResult(false);
        }

        Answered = true;
        var connection = Values(proxyResponse.Headers, HeaderNames.Connection);
        Copy(proxyResponse.Headers, httpContext.Response.Headers, connection);
        Copy(proxyResponse.Content.Headers, httpContext.Response.Headers, connection);
        if (proxyResponse.Headers.TransferEncodingChunked == true || proxyResponse.StatusCode is HttpStatusCode.NoContent or HttpStatusCode.ResetContent)
        {
            httpContext.Response.Headers.ContentLength = null;
        }

        return IsEventStream(proxyResponse.Content.Headers) ? OpenStreamAsync(httpContext, cancellationToken) : ValueTask.FromResult(true);
    }

    private static async ValueTask<bool> OpenStreamAsync(HttpContext context, CancellationToken cancellationToken)
    {
        // Without the metric of durations, as at the target: that of a stream says how long somebody looked at a page.
        context.Features.Get<IHttpMetricsTagsFeature>()?.MetricsDisabled = true;
        // The first event may be long in coming; the client learns at once that the stream is open.
        await context.Response.Body.FlushAsync(cancellationToken);
        return true;
    }

    private static void Add(HttpRequestMessage request, string name, StringValues value)
    {
        if (value.Count == 1)
        {
            if (!request.Headers.TryAddWithoutValidation(name, value[0]))
            {
                request.Content?.Headers.TryAddWithoutValidation(name, value[0]);
            }
        }
        else if (!request.Headers.TryAddWithoutValidation(name, (IEnumerable<string?>)value))
        {
            request.Content?.Headers.TryAddWithoutValidation(name, (IEnumerable<string?>)value);
        }
    }

    private static void Copy(HttpHeaders from, IHeaderDictionary to, StringValues connection)
    {
        foreach (var (name, values) in from.NonValidated)
        {
            if (ForwardedHeaders.PassToClient(name) && !ForwardedHeaders.IsNamed(name, connection))
            {
                to[name] = Values(values);
            }
        }
    }

    private static StringValues Values(HttpHeaders headers, string name) =>
        headers.NonValidated.TryGetValues(name, out var values) ? Values(values) : StringValues.Empty;

    private static StringValues Values(HeaderStringValues values) => values.Count == 1 ? values.ToString() : values.ToArray();

    private static bool IsEventStream(HttpContentHeaders headers) =>
        headers.NonValidated.TryGetValues(HeaderNames.ContentType, out var type)
        && type.ToString().StartsWith("text/event-stream", StringComparison.OrdinalIgnoreCase);

    private static string? ClientAddress(IPAddress? address) =>
        (address is { IsIPv4MappedToIPv6: true } ? address.MapToIPv4() : address)?.ToString();

    // With tracing on, the HTTP client writes the context of its own span. Without, a valid one from the client passes as it is.
    private static void PassTraceContext(IHeaderDictionary from, HttpRequestHeaders to)
    {
        if (Activity.Current is null && from.TraceParent is [{ } parent] && ActivityContext.TryParse(parent, from.TraceState, out _))
        {
            to.TryAddWithoutValidation(HeaderNames.TraceParent, parent);
            if (from.TraceState.Count > 0)
            {
                to.TryAddWithoutValidation(HeaderNames.TraceState, (string?)from.TraceState);
            }
        }
    }
}
