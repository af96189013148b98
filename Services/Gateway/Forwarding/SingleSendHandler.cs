namespace MyArch.Gateway.Forwarding;

/// <summary>
/// Keeps the HTTP client from sending an unsafe request twice. It sends a request without a body again, unasked, when a connection closes before an
/// answer, whatever the method; it never does so with one that has a body, even an empty one.
/// </summary>
internal sealed class SingleSendHandler(HttpMessageHandler inner) : DelegatingHandler(inner)
{
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.Content is null && !Idempotency.IsIdempotent(request.Method.Method))
        {
            request.Content = new ByteArrayContent([]);
        }

        return base.SendAsync(request, cancellationToken);
    }
}
